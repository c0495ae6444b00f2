import {
  type Connection,
  type Context,
  findPage,
  notFound,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";

import { Complaint } from "./complaint.entity.js";
import type { ComplaintFilterInput } from "./complaint.input.js";
import { complaintReference } from "./complaint.reference.js";
import { endedStates } from "./complaint.state.js";

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
  else if (actor.is("APP")) where.push({ takenById: actor.id });
  else if (!actor.is("SECRETARY", "SERVICE")) where.push({ reporterId: actor.id });
  if (filter.states?.length) where.push({ state: { $in: filter.states } });
  if (filter.open) where.push({ state: { $nin: [...endedStates] } });
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
