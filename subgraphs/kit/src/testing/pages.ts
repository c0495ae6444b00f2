import type { Claims } from "@hutong/schema";

import { outboxStatements } from "./kit-tables.js";
import {
  explain,
  hearStatements,
  type StatementPlan,
  statementsOf,
  type Tables,
} from "./statements.js";
import type { TestSubgraph } from "./test-subgraph.js";

/** Something that somebody asks of a party's graph. */
export interface Page {
  readonly page: string;
  readonly as: Partial<Claims> | null;
  /** A list takes `$after`. */
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Also from this time on, deep in the list: an ISO text. */
  readonly deep?: string;
  /** So many blocks it touches at the most among 20,000 rows, where that tells a good plan from a bad one. */
  readonly most?: number;
}

/** What a page came to. */
export interface MeasuredPage {
  readonly page: string;
  /** How many items it showed. */
  readonly found: number;
  readonly statements: number;
  /** All its statements together, by PostgreSQL. */
  readonly databaseMs: number;
  /** What they took of a processor, with their planning and without parallel workers. */
  readonly cpuMs: number | null;
  /** The whole answer over GraphQL. */
  readonly answerMs: number;
  readonly blocks: number;
  /** The plan of its slowest statement. */
  readonly plan: readonly string[];
  /** Tables that some statement asked. */
  readonly tables: readonly string[];
  /** Tables that some statement went through. */
  readonly through: readonly string[];
}

/**
 * A list of the graph as a page's query: 50 items from `$after` on.
 * @param args - further arguments, as they stand in the document
 */
export const listQuery = (field: string, node: string, args = ""): string =>
  `query ($after: String) { ${field}(first: 50, after: $after${args && `, ${args}`}) {
    edges { node { ${node} } } pageInfo { endCursor } } }`;

/** Entities by their keys, as the hub asks for them. */
export const entitiesQuery = (
  type: string,
  ids: readonly string[],
  fields: string,
): Pick<Page, "query" | "variables"> => ({
  query: `query ($these: [_Any!]!) { _entities(representations: $these) { ... on ${type} { ${fields} } } }`,
  variables: { these: ids.map((id) => ({ __typename: type, id })) },
});

/** Asks one page, then has PostgreSQL explain each of its statements. */
async function measurePage(
  subgraph: TestSubgraph,
  { page, as, query, variables }: Page,
  tables: Tables,
  rounds: number,
): Promise<MeasuredPage> {
  const times: number[] = [];
  let answer: Record<string, unknown> = {};
  const statements = await statementsOf(subgraph.orm, async () => {
    answer = await timed(times, () => askPage(subgraph, page, as, query, variables));
  });
  for (let round = 1; round < rounds; round++)
    await timed(times, () => askPage(subgraph, page, as, query, variables));
  return {
    page,
    found: itemsIn(answer),
    answerMs: tenth(times.toSorted((a, b) => a - b)[times.length >> 1]!),
    ...(await explainAll(subgraph, statements, tables, rounds)),
  };
}

async function askPage(
  subgraph: TestSubgraph,
  page: string,
  as: Page["as"],
  query: string,
  variables: Page["variables"],
): Promise<Record<string, unknown>> {
  const { data, errors } = await subgraph.ask(as, query, variables);
  if (errors || !data) throw new Error(`${page}: ${JSON.stringify(errors?.[0])}`);
  return data;
}

async function explainAll(
  { orm }: TestSubgraph,
  statements: readonly string[],
  tables: Tables,
  rounds: number,
): Promise<Omit<MeasuredPage, "page" | "found" | "answerMs">> {
  const plans: StatementPlan[] = [];
  for (const sql of statements) plans.push(await explain(orm, sql, tables, rounds));
  const slowest = plans.toSorted((a, b) => b.ms - a.ms)[0];
  return {
    statements: plans.length,
    databaseMs: tenth(plans.reduce((sum, { ms }) => sum + ms, 0)),
    cpuMs: plans.some(({ cpuMs }) => cpuMs === null)
      ? null
      : tenth(plans.reduce((sum, { cpuMs }) => sum + cpuMs!, 0)),
    blocks: plans.reduce((sum, { blocks }) => sum + blocks, 0),
    plan: slowest?.nodes ?? [],
    tables: [...new Set(plans.flatMap((plan) => plan.tables))],
    through: [...new Set(plans.flatMap(({ through }) => through))],
  };
}

/**
 * Every page of a party, the deep ones too, and what its timers and the readers of its events ask.
 * @param kitRows - as many as there are of each of the kit's rows
 */
export async function measurePages(
  subgraph: TestSubgraph,
  pages: readonly Page[],
  tables: Tables,
  kitRows: number,
  rounds = 1,
): Promise<MeasuredPage[]> {
  const measured: MeasuredPage[] = [];
  for (const page of pages) {
    measured.push(await measurePage(subgraph, page, tables, rounds));
    if (page.deep)
      measured.push(await measurePage(subgraph, await deepIn(subgraph, page), tables, rounds));
  }
  const unasked = { found: 0, answerMs: 0 };
  measured.push({
    page: "what timer is next",
    ...unasked,
    ...(await explainAll(subgraph, await timerStatements(subgraph), tables, rounds)),
  });
  for (const { page, sql } of await outboxStatements(kitRows))
    measured.push({
      page,
      ...unasked,
      ...(await explainAll(subgraph, [sql], tables, rounds)),
    });
  return measured;
}

/** The same list from a time on, with the cursor of a row that was there. */
async function deepIn(subgraph: TestSubgraph, { page, as, query, variables, deep }: Page) {
  const data = await askPage(subgraph, page, as, query, variables);
  const end = endCursorOf(data);
  if (!end) throw new Error(`${page}: a list with nothing in it has no depth`);
  const [by, place, id] = JSON.parse(Buffer.from(end, "base64url").toString()) as [
    string,
    string | { at: string },
    string,
  ];
  const there = typeof place === "string" ? deep!.slice(0, 10) : { at: deep };
  const after = Buffer.from(JSON.stringify([by, there, id])).toString("base64url");
  return { page: `${page}, deep`, as, query, variables: { ...variables, after } };
}

/** What the runner sends when it is woken and nothing is due. */
async function timerStatements({ orm }: TestSubgraph): Promise<string[]> {
  const heard = new Set<string>();
  const looked = Promise.withResolvers<void>();
  const stop = hearStatements(orm, (sql) => {
    heard.add(sql);
    if (sql.includes("min(due_at)")) looked.resolve();
  });
  await orm.em.fork().execute("select pg_notify('timer', '')");
  await looked.promise;
  stop();
  return [...heard].filter((sql) => /from timer\b/.test(sql));
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  times.push(performance.now() - began);
  return result;
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10;

/** The longest list in an answer tells how much it showed. */
function itemsIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Math.max(own, ...Object.values(value).map(itemsIn));
}

function endCursorOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  if ("endCursor" in value) return value.endCursor as string | null;
  for (const inner of Object.values(value)) {
    const cursor = endCursorOf(inner);
    if (cursor) return cursor;
  }
  return null;
}
