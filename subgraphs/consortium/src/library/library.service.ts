import {
  type ComplaintCategory,
  type Connection,
  type Context,
  HutongError,
  invalidInput,
  type PageArgs,
  type Skill,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, Int, ObjectType } from "type-graphql";

import { LibraryCase } from "./library-case.entity.js";
import { requireMayReadLibrary } from "./library.policy.js";
import { searchTerms } from "./terms.js";

@ObjectType({ description: "A case of the library and how well it fits. 检索结果" })
export class LibraryHit {
  @Field(() => Int, {
    description: "How much of what was looked for it has; words of its summary count twice. 相关度",
  })
  score: number;

  @Field(() => LibraryCase, { description: "The case. 案例" })
  libraryCase: LibraryCase;

  /** What was looked for, so that it can be shown where it stands. */
  terms: readonly string[];
}

export interface LibrarySearch {
  readonly search?: string | null;
  readonly category?: ComplaintCategory | null;
  readonly skill?: Skill | null;
}

/** A case must have this share of what was looked for: one pair of characters in common is chance. */
const leastShare = 0.25;

/**
 * The library by relevance, newest first among equals; without words, newest first.
 * @throws HutongError `FORBIDDEN`, `INVALID_INPUT`, `INVALID_CURSOR`
 */
export async function searchLibrary(
  { em, actor }: Context,
  { search, ...filter }: LibrarySearch,
  { first, after }: PageArgs,
): Promise<Connection<LibraryHit>> {
  requireMayReadLibrary(actor);
  const words = search?.trim() ?? "";
  if (words.length > 500) throw invalidInput({ search: "must be at most 500 characters" });
  const terms = searchTerms(words);
  // Punctuation alone was meant to find something, and finds nothing.
  const found =
    words && terms.length === 0
      ? []
      : await find(em, terms, { ...filter, limit: first + 1, after: after ? decode(after) : null });
  const edges = found.slice(0, first).map((node) => ({ node, cursor: encode(node) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Up to three cases that tell of the same trouble: has anybody met this before? */
export function metBefore(
  em: EntityManager,
  text: string,
  category: ComplaintCategory | null,
): Promise<LibraryHit[]> {
  const terms = searchTerms(text);
  return terms.length > 0
    ? find(em, terms, { category, limit: 3, after: null })
    : Promise.resolve([]);
}

interface Place {
  readonly score: number;
  readonly id: string;
}

interface Find extends Omit<LibrarySearch, "search"> {
  readonly limit: number;
  readonly after: Place | null;
}

async function find(
  em: EntityManager,
  terms: readonly string[],
  wanted: Find,
): Promise<LibraryHit[]> {
  const rows = await (terms.length > 0 ? findByTerms(em, terms, wanted) : findNewest(em, wanted));
  const cases = await em.find(LibraryCase, { id: { $in: rows.map(({ id }) => id) } });
  const byId = new Map(cases.map((one) => [one.id, one]));
  return rows.map(({ id, score }) =>
    Object.assign(new LibraryHit(), { score, libraryCase: byId.get(id)!, terms }),
  );
}

/** What of the library is looked at at all, with the values of its parameters. */
function narrow({ category, skill }: Find): { conditions: string[]; values: unknown[] } {
  return {
    conditions: [...(category ? ["category = ?"] : []), ...(skill ? ["skills @> ?::jsonb"] : [])],
    values: [...(category ? [category] : []), ...(skill ? [JSON.stringify([skill])] : [])],
  };
}

function findNewest(em: EntityManager, wanted: Find): Promise<Place[]> {
  const { conditions, values } = narrow(wanted);
  if (wanted.after) {
    conditions.push("id < ?");
    values.push(wanted.after.id);
  }
  return em.execute(
    `select id, 0 as score from library_case
     ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""} order by id desc limit ?`,
    [...values, wanted.limit],
  );
}

/**
 * Each word is looked up in the index of all texts, and what was found is counted by case; the words of
 * a summary are among them, and count again.
 */
function findByTerms(em: EntityManager, terms: readonly string[], wanted: Find): Promise<Place[]> {
  // Terms are letters and digits alone, so they need no quoting within the array.
  const list = `{${terms.join(",")}}`;
  const { conditions, values } = narrow(wanted);
  const { after, limit } = wanted;
  const score = "count(*) + count(*) filter (where summary_terms @> array[term])";
  return em.execute(
    `select id, (${score})::int as score
     from unnest(?::text[]) term
       join library_case on ${["terms @> array[term]", ...conditions].join(" and ")}
     group by id having count(*) >= ? ${after ? `and (${score}, id) < (?, ?)` : ""}
     order by score desc, id desc limit ?`,
    [
      list,
      ...values,
      Math.ceil(terms.length * leastShare),
      ...(after ? [after.score, after.id] : []),
      limit,
    ],
  );
}

const encode = ({ score, libraryCase }: LibraryHit): string =>
  Buffer.from(JSON.stringify([score, libraryCase.id])).toString("base64url");

function decode(cursor: string): Place {
  try {
    const [score, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (typeof score === "number" && Number.isInteger(score) && typeof id === "string")
      return { score, id };
  } catch {
    // Not ours; refused below like any other text.
  }
  throw new HutongError("INVALID_CURSOR");
}
