import {
  type Actor,
  type Connection,
  type Context,
  findMergedPage,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import { type FilterQuery, type QBFilterQuery, raw } from "@mikro-orm/postgresql";

import { Complaint, type ComplaintGrade } from "./complaint.entity.js";
import type { ComplaintFilterInput } from "./complaint.input.js";
import { ComplaintCount } from "./complaint-count.type.js";
import { endedStates } from "./complaint.state.js";

/** The cases the actor may read, newest first. */
export function listComplaints(
  { em, actor }: Context,
  filter: ComplaintFilterInput,
  page: PageArgs,
): Promise<Connection<Complaint>> {
  // A community is in one grid; for all of them the index has the order within each.
  const wheres =
    actor.is("GRID_WORKER") && !filter.community
      ? [...actor.grids].map((grid) => whereOf(actor, filter, [grid]))
      : [whereOf(actor, filter)];
  return findMergedPage(em, Complaint, wheres, { by: "reportedAt", direction: "desc" }, page);
}

/** How many open cases the actor may read, by state and grade; a filter narrows them. */
export async function countComplaints(
  { em, actor }: Context,
  filter: ComplaintFilterInput,
): Promise<ComplaintCount[]> {
  const rows = await em
    .createQueryBuilder(Complaint, "c")
    .select(["c.state", "c.grade", raw("count(*)::int as count")])
    .where(whereOf(actor, { ...filter, open: true }) as QBFilterQuery<Complaint>)
    .groupBy(["c.state", "c.grade"])
    .orderBy({ state: "asc", grade: "asc" })
    .execute<{ state: Complaint["state"]; grade: ComplaintGrade; count: number }[]>("all");
  return rows.map((row) => Object.assign(new ComplaintCount(), row));
}

function whereOf(
  actor: Actor,
  filter: ComplaintFilterInput,
  grids: readonly string[] = [...actor.grids],
): FilterQuery<Complaint> {
  actor.require("case:read");
  const where: FilterQuery<Complaint>[] = [];
  if (actor.is("GRID_WORKER")) where.push({ gridId: { $in: [...grids] } });
  else if (actor.is("FIRM_MANAGER")) where.push({ responsibleFirmId: actor.org });
  else if (actor.is("COMMITTEE_MEMBER")) where.push({ community: { $in: [...actor.communities] } });
  else if (actor.is("APP")) where.push({ takenById: actor.id });
  else if (!actor.is("SECRETARY", "SERVICE")) where.push({ reporterId: actor.id });
  if (filter.states?.length) where.push({ state: { $in: filter.states } });
  if (filter.open) where.push({ state: { $nin: [...endedStates] } });
  if (filter.categories?.length) where.push({ category: { $in: filter.categories } });
  if (filter.grades?.length) where.push({ grade: { $in: filter.grades } });
  if (filter.community) where.push({ community: requireId(filter.community, "cty") });
  const words = filter.search?.trim();
  if (words && wholeNumber.test(words)) where.push({ number: words.toUpperCase() });
  else if (words && beginOfNumber.test(words)) where.push(...beginsWith(words.toUpperCase()));
  else if (words) where.push(...contains(words));
  return { $and: where };
}

/** Somebody has a case's number before them and wants that case. */
const wholeNumber = /^TS-\d{4}-\d{4,}$/i;
/** On the way there: what all cases of a year have in common is not worth looking for in their texts. */
const beginOfNumber = /^TS-\d{4}-\d{0,3}$/i;

/** There is an index for each of the lengths, in the order of the list; two digits leave few enough. */
function beginsWith(begin: string): FilterQuery<Complaint>[] {
  const length = Math.min(begin.length, "TS-2026-00".length);
  const indexed = raw((alias) => `left(${alias}.number, ${length})`);
  return [{ [indexed]: begin.slice(0, length) }, { number: { $like: `${begin}%` } }];
}

/**
 * The index finds the cases that have all pairs of characters of the words; of these the exact ones.
 * That they are nearly all of them is what the CASE hides from the planner: it would take the two for
 * independent, a common word for a rare one, and fetch every case that has it for a page of the newest.
 */
function contains(words: string): FilterQuery<Complaint>[] {
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const pairs = raw(
    (alias) =>
      `text_pairs(${alias}.number || ' ' || ${alias}.title || ' ' || ${alias}.description) @> string_to_array(?, chr(31))`,
    [pairsOf(words).join("\x1f")],
  );
  const exact = raw(
    (alias) =>
      `case when ${alias}.number ilike ? or ${alias}.title ilike ? or ${alias}.description ilike ? then true end`,
    [like, like, like],
  );
  return [{ [pairs]: [] }, { [exact]: [] }];
}

/** Pairs alone are looked for, as singles follow from them; a single character stands for itself. */
function pairsOf(words: string): string[] {
  const letters = [...words.toLowerCase()];
  return letters.length === 1
    ? letters
    : [...new Set(letters.slice(1).map((letter, index) => letters[index]! + letter))];
}
