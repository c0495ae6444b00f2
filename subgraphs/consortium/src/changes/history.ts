import { type Actor, defineBatch, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { HistoryEntry } from "./history.entity.js";

/** Who did something, as it is written down. */
export interface Doer {
  readonly name: string;
  readonly organisation: string | null;
}

/** What happens by itself: a timer, or another party's event. */
export const system: Doer = { name: "系统", organisation: null };

/** Staff by their real names; an owner or resident is told of by their part in it alone. */
export async function doerOf(em: EntityManager, actor: Actor): Promise<Doer> {
  switch (actor.role) {
    case "SECRETARY":
      return { name: actor.name, organisation: "联合体秘书处" };
    case "FIRM_MANAGER":
    case "EXPERT": {
      const firm = await em.findOne(PropertyFirm, actor.org);
      return { name: actor.name, organisation: firm?.shortName ?? null };
    }
    case "COMMITTEE_MEMBER":
      return { name: actor.name, organisation: "业委会" };
    case "GRID_WORKER":
      return { name: actor.name, organisation: "居委会" };
    case "OWNER":
      return { name: "业主", organisation: null };
    default:
      return { name: actor.name, organisation: null };
  }
}

/** Writes a step down, with the change itself. */
export function writeDown(
  em: EntityManager,
  subject: string,
  step: string,
  { name: by, organisation }: Doer,
  note?: string | null,
): HistoryEntry {
  return em.create(HistoryEntry, {
    id: newId("hst"),
    subject,
    step,
    at: now(),
    by,
    organisation,
    note: note?.trim() || null,
  });
}

/** What has happened to something, oldest first. */
export const historyOf = defineBatch<HistoryEntry[]>(async (subjects, { em }) => {
  const entries = await em.find(
    HistoryEntry,
    { subject: { $in: [...subjects] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const bySubject = Map.groupBy(entries, (entry) => entry.subject);
  return (subject) => bySubject.get(subject) ?? [];
});
