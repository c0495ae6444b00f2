import {
  ComplaintState,
  type Connection,
  type Context,
  findPage,
  HutongError,
  invalidInput,
  newId,
  notFound,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";
import { OptimisticLockError } from "@mikro-orm/core";

import { Community } from "../community/community.entity.js";
import { Complaint } from "./complaint.entity.js";
import { announce, ComplaintEventKind } from "./complaint.events.js";
import type { ComplaintFilterInput, ReportComplaintInput } from "./complaint.input.js";
import { factsOf, insist, mayTake } from "./complaint.policy.js";
import { complaintReference } from "./complaint.reference.js";
import { ComplaintStep } from "./complaint.state.js";
import { note, timelineKindOf } from "./timeline.js";
import { TimelineKind } from "./timeline.entity.js";

const { CLOSED, MERGED, REJECTED } = ComplaintState;
const ended = [CLOSED, MERGED, REJECTED];

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readComplaint(context: Context, id: string): Promise<Complaint> {
  const complaint = await complaintReference.loadOne(requireId(id, "cmp"), context);
  if (!complaint) throw notFound(`complaint ${id}`);
  return complaint;
}

/** By case number, as it is said on the phone. */
export async function readComplaintByNumber(context: Context, number: string): Promise<Complaint> {
  const found = await context.em.findOne(Complaint, { number });
  if (!found) throw notFound(`complaint ${number}`);
  return readComplaint(context, found.id);
}

/** The cases the actor may read, newest first. */
export function listComplaints(
  { em, actor }: Context,
  filter: ComplaintFilterInput,
  page: PageArgs,
): Promise<Connection<Complaint>> {
  actor.require("case:read");
  const where: FilterQuery<Complaint>[] = [];
  if (actor.is("GRID_WORKER")) where.push({ gridId: { $in: [...actor.grids] } });
  else if (actor.is("FIRM_MANAGER")) where.push({ responsibleFirmId: actor.org });
  else if (actor.is("COMMITTEE_MEMBER")) where.push({ community: { $in: [...actor.communities] } });
  else if (!actor.is("SECRETARY", "SERVICE")) where.push({ reporterId: actor.id });
  if (filter.states?.length) where.push({ state: { $in: filter.states } });
  if (filter.open) where.push({ state: { $nin: ended } });
  if (filter.categories?.length) where.push({ category: { $in: filter.categories } });
  if (filter.community) where.push({ community: requireId(filter.community, "cty") });
  const words = filter.search?.trim();
  if (words) {
    const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    where.push({
      $or: [
        { number: { $ilike: like } },
        { title: { $ilike: like } },
        { description: { $ilike: like } },
      ],
    });
  }
  return findPage(em, Complaint, { $and: where }, { by: "reportedAt", direction: "desc" }, page);
}

/** Takes in a complaint; whoever is signed in as a resident reports for themselves. */
export async function reportComplaint(
  context: Context,
  input: ReportComplaintInput,
): Promise<Complaint> {
  const { em, actor } = context;
  actor.require("case:write");
  const community = await em.findOne(Community, requireId(input.community, "cty"));
  if (!community) throw notFound(`community ${input.community}`);
  const forGrid = actor.is("GRID_WORKER") && actor.grids.has(community.grid.id);
  const own = actor.is("OWNER", "COMMITTEE_MEMBER") && actor.communities.has(community.id);
  insist(
    forGrid || own || actor.is("SECRETARY"),
    "You cannot report a complaint for this community",
  );
  const now = new Date();
  const complaint = em.create(Complaint, {
    ...input,
    id: newId("cmp"),
    number: await nextNumber(context, now),
    community,
    gridId: community.grid.id,
    state: ComplaintState.RECEIVED,
    reporterId: own ? actor.id : newId("per"),
    responsibleFirmId: community.firmId,
    reportedAt: now,
  });
  note(em, complaint, TimelineKind.REPORTED, { by: own ? "居民" : actor.name });
  announce(em, complaint, ComplaintEventKind.REPORTED);
  await em.flush();
  return complaint;
}

/** What a step brings with it, beside the step. */
export interface StepDetails {
  readonly note?: string | null;
  readonly change?: (complaint: Complaint) => void;
}

/**
 * Takes one step of a case: who may, then whether it leads on, then the change, its timeline entry
 * and its event in one transaction.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function takeStep(
  context: Context,
  id: string,
  step: ComplaintStep,
  details: StepDetails = {},
): Promise<Complaint> {
  const { em, actor } = context;
  const complaint = await readComplaint(context, id);
  insist(mayTake(actor, factsOf(complaint), step), `Your role cannot ${step} this case`);
  const text = details.note?.trim() || null;
  complaint.take(step, text);
  details.change?.(complaint);
  note(em, complaint, timelineKindOf[step], {
    by: actor.is("OWNER") ? "居民" : actor.name,
    note: text,
  });
  announce(
    em,
    complaint,
    step === ComplaintStep.DISPATCH ? ComplaintEventKind.DISPATCHED : ComplaintEventKind.ADVANCED,
  );
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw new HutongError("CONFLICT");
    throw error;
  }
  return complaint;
}

/** Joins a duplicate to the case that goes on; both must be the actor's, and not the same. */
export async function mergeComplaint(
  context: Context,
  id: string,
  into: string,
): Promise<Complaint> {
  if (id === into) throw invalidInput({ into: "must be another complaint" });
  const target = await readComplaint(context, into);
  if (ended.includes(target.state)) throw invalidInput({ into: "must still be open" });
  return takeStep(context, id, ComplaintStep.MERGE, {
    note: target.number,
    change: (complaint) => (complaint.mergedInto = target.id),
  });
}

/** `TS-<year>-<count>`: from a sequence, so that two at once never share one. */
async function nextNumber({ em }: Context, now: Date): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>("select nextval('complaint_number') as next");
  return `TS-${now.getUTCFullYear()}-${row!.next.padStart(4, "0")}`;
}
