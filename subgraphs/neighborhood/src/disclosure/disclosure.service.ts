import { type Context, defineBatch, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import type { Complaint } from "../complaint/complaint.entity.js";
import type { RevealReporterInput } from "../complaint/complaint.input.js";
import {
  factsOf,
  insist,
  mayAskForIdentity,
  mayReadLedger,
} from "../complaint/complaint.policy.js";
import { readComplaint } from "../complaint/complaint.service.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { Disclosure, DisclosureBasis } from "./disclosure.entity.js";

/** To whom, and why, a case's identity is released. */
export interface Release {
  readonly personId: string;
  readonly name: string;
  readonly organisation?: string | null;
  readonly basis: DisclosureBasis;
  readonly purpose: string;
}

/** Writes the ledger; once for each person and case. */
export async function release(
  em: EntityManager,
  complaint: Complaint,
  to: Release,
  at = now(),
): Promise<void> {
  const known = await em.count(Disclosure, { complaintId: complaint.id, personId: to.personId });
  if (known > 0) return;
  const { organisation, ...entry } = to;
  em.persist(em.create(Disclosure, { ...entry, id: newId("dis"), complaintId: complaint.id, at }));
  note(em, complaint, TimelineKind.DISCLOSED, { by: to.name, organisation, note: to.purpose, at });
  announce(em, complaint, ComplaintEventKind.DISCLOSED);
}

/** The actor asks to see who reported a case. */
export async function revealReporter(
  context: Context,
  input: RevealReporterInput,
): Promise<Complaint> {
  const { em, actor } = context;
  const complaint = await readComplaint(context, input.complaint);
  insist(mayAskForIdentity(actor, factsOf(complaint)), "You may not see who reported this case");
  await release(em, complaint, {
    personId: actor.id,
    name: actor.name,
    basis: DisclosureBasis.STATED_PURPOSE,
    purpose: input.purpose,
  });
  await em.flush();
  // What this request looked up before the release no longer holds.
  context.loaders.clear();
  return complaint;
}

const ledgerOf = defineBatch<Disclosure[]>(async (ids, { em }) => {
  const entries = await em.find(
    Disclosure,
    { complaintId: { $in: [...ids] } },
    { orderBy: { at: "asc" } },
  );
  const byCase = Map.groupBy(entries, (entry) => entry.complaintId);
  return (id) => byCase.get(id) ?? [];
});

/** @throws HutongError `FORBIDDEN` for anybody but the person concerned and the grid. */
export async function readLedger(complaint: Complaint, context: Context): Promise<Disclosure[]> {
  insist(
    mayReadLedger(context.actor, factsOf(complaint)),
    "The ledger is for the person concerned",
  );
  return ledgerOf(complaint.id, context);
}
