import type { MikroORM } from "@mikro-orm/postgresql";

/** What PostgreSQL says of one statement, by EXPLAIN (ANALYZE, BUFFERS). */
export interface StatementPlan {
  readonly sql: string;
  readonly ms: number;
  /** Blocks of 8 kB that it touched. */
  readonly blocks: number;
  /** The nodes of the plan with their index, outermost first. */
  readonly nodes: readonly string[];
  /** Tables that it went through: sequentially, or by more than half of their rows. */
  readonly through: readonly string[];
}

interface Node {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
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
 * @param sizes - rows of the tables that must not be gone through
 */
export async function explain(
  orm: MikroORM,
  sql: string,
  sizes: ReadonlyMap<string, number>,
): Promise<StatementPlan> {
  const em = orm.em.fork();
  await em.begin();
  try {
    const [row] = await em.execute<{ "QUERY PLAN": [{ Plan: Node; "Execution Time": number }] }[]>(
      `explain (analyze, buffers, timing off, format json) ${sql}`,
    );
    const [{ Plan: plan, "Execution Time": ms }] = row!["QUERY PLAN"];
    const nodes = flatten(plan);
    return {
      sql,
      ms,
      blocks: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
      nodes: nodes.map((node) =>
        [node["Node Type"], node["Index Name"] ?? node["Relation Name"]].filter(Boolean).join(" "),
      ),
      through: nodes.flatMap((node) => {
        const table = node["Relation Name"];
        const size = table && sizes.get(table);
        return size && goesThrough(node, size) ? [table] : [];
      }),
    };
  } finally {
    await em.rollback();
  }
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

function goesThrough(node: Node, size: number): boolean {
  const { "Rows Removed by Filter": filtered = 0, "Rows Removed by Index Recheck": rechecked = 0 } =
    node;
  const read = (node["Actual Rows"] + filtered + rechecked) * node["Actual Loops"];
  return node["Node Type"] === "Seq Scan" || read > size / 2;
}

/** The tables with at least so many rows, as they were last analysed. */
export async function sizesOf(orm: MikroORM, atLeast: number): Promise<Map<string, number>> {
  const rows = await orm.em.fork().execute<{ name: string; rows: number }[]>(
    `select relname as name, reltuples as rows from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${atLeast}`,
  );
  return new Map(rows.map(({ name, rows: size }) => [name, size]));
}
