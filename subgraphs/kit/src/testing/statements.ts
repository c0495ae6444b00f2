import { readFile } from "node:fs/promises";

import type { MikroORM } from "@mikro-orm/postgresql";

/** What PostgreSQL says of one statement, by EXPLAIN (ANALYZE, BUFFERS). */
export interface StatementPlan {
  readonly sql: string;
  readonly ms: number;
  /** What it took of a processor, without parallel workers; null where the system does not tell. */
  readonly cpuMs: number | null;
  /** Blocks of 8 kB that it touched. */
  readonly blocks: number;
  /** The nodes of the plan with their index, outermost first. */
  readonly nodes: readonly string[];
  /** Tables that it read or wrote at all. */
  readonly tables: readonly string[];
  /** Tables that it went through: sequentially, or by more than half of their rows. */
  readonly through: readonly string[];
}

interface Node {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly "Plan Rows": number;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly Node[];
}

/**
 * Tells each statement that the party sends, as it stands on the wire, until it is stopped.
 * @returns stops telling
 */
export function hearStatements(orm: MikroORM, heard: (sql: string) => void): () => void {
  const logger = orm.config.getLogger();
  const { isEnabled, logQuery } = logger;
  logger.isEnabled = () => true;
  logger.logQuery = (context) => {
    const { formatted } = context as { readonly formatted?: string };
    heard(formatted ?? context.query ?? "");
  };
  return () => Object.assign(logger, { isEnabled, logQuery });
}

/** The statements that read or write rows while some work is done, each once. */
export async function statementsOf(orm: MikroORM, work: () => Promise<unknown>): Promise<string[]> {
  const statements = new Set<string>();
  const stop = hearStatements(orm, (sql) => void statements.add(sql));
  try {
    await work();
  } finally {
    stop();
  }
  return [...statements].filter((sql) => /^\s*(select|with|insert|update|delete)\b/i.test(sql));
}

/**
 * Runs a statement again under EXPLAIN and takes back what it changed.
 * @param tables - the tables that must not be gone through
 * @param rounds - so often; the fastest tells the time, as others share the machine
 */
export async function explain(
  orm: MikroORM,
  sql: string,
  tables: Tables,
  rounds: number,
): Promise<StatementPlan> {
  let { plan, ms, cpuMs } = await explainOnce(orm, sql);
  for (let round = 1; round < rounds; round++) {
    const again = await explainOnce(orm, sql);
    ms = Math.min(ms, again.ms);
    cpuMs = cpuMs === null || again.cpuMs === null ? null : Math.min(cpuMs, again.cpuMs);
  }
  const nodes = flatten(plan);
  return {
    sql,
    ms,
    cpuMs,
    blocks: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    nodes: nodes.map((node) =>
      [node["Node Type"], node["Index Name"] ?? node["Relation Name"]].filter(Boolean).join(" "),
    ),
    tables: nodes.flatMap((node) => tables.get(node["Relation Name"] ?? "")?.of ?? []),
    through: nodes.flatMap((node) => {
      const table = tables.get(node["Relation Name"] ?? "");
      return table?.grows && goesThrough(node, table.rows) ? [table.of] : [];
    }),
  };
}

/**
 * How many times fewer rows the planner expects of a query than it finds; who expects few looks for
 * them all before it sorts them.
 */
export async function underestimate(orm: MikroORM, sql: string): Promise<number> {
  const { plan } = await explainOnce(orm, sql);
  return plan["Actual Rows"] / plan["Plan Rows"];
}

async function explainOnce(
  orm: MikroORM,
  sql: string,
): Promise<{ plan: Node; ms: number; cpuMs: number | null }> {
  const em = orm.em.fork();
  await em.begin();
  try {
    const [backend] = await em.execute<{ pid: number }[]>("select pg_backend_pid() as pid");
    const before = await processorMs(backend!.pid);
    const [row] = await em.execute<{ "QUERY PLAN": [{ Plan: Node; "Execution Time": number }] }[]>(
      `explain (analyze, buffers, timing off, format json) ${sql}`,
    );
    const after = await processorMs(backend!.pid);
    const [{ Plan: plan, "Execution Time": ms }] = row!["QUERY PLAN"];
    return { plan, ms, cpuMs: before === null || after === null ? null : after - before };
  } finally {
    await em.rollback();
  }
}

/** How long a process of this machine has run on a processor; Linux alone tells it so finely. */
async function processorMs(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/schedstat`, "utf8").catch(() => null);
  return text === null ? null : Number(text.split(" ")[0]) / 1e6;
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

function goesThrough(node: Node, size: number): boolean {
  const { "Rows Removed by Filter": filtered = 0, "Rows Removed by Index Recheck": rechecked = 0 } =
    node;
  const read = (node["Actual Rows"] + filtered + rechecked) * node["Actual Loops"];
  return node["Node Type"] === "Seq Scan" || read > size / 2;
}

/** A table or a partition, by name. */
export type Tables = ReadonlyMap<string, Table>;

interface Table {
  /** The table it is, or is a part of. */
  readonly of: string;
  readonly rows: number;
  readonly grows: boolean;
}

/**
 * The tables of a party as they were last analysed.
 * @param grows - whether one of so many rows is one that grows
 */
export async function tablesOf(
  orm: MikroORM,
  grows: (table: string, rows: number) => boolean,
): Promise<Tables> {
  const rows = await orm.em.fork().execute<{ name: string; of: string; rows: number }[]>(
    `select c.relname as name, coalesce(p.relname, c.relname) as of, c.reltuples as rows
     from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );
  return new Map(
    rows.map(({ name, ...table }) => [name, { ...table, grows: grows(table.of, table.rows) }]),
  );
}
