import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";

import { type EmbeddedPostgres, startEmbeddedPostgres } from "../postgres/embedded-postgres.js";
import type { SubgraphDefinition } from "../subgraph.js";
import { type FillSql, fillTables } from "./fill.js";
import { fillKit, kitAside } from "./kit-tables.js";
import { type MeasuredPage, measurePages, type Page } from "./pages.js";
import { type Tables, tablesOf, underestimate } from "./statements.js";
import { startTestSubgraph, type TestSubgraph } from "./test-subgraph.js";

/** How a party's tables grow, and what is asked of them. */
export interface Million {
  readonly party: SubgraphDefinition;
  /** Fills the tables that grow fastest with so many rows, and the others that grow in their measure. */
  readonly fill: (sql: FillSql, rows: number) => Promise<void>;
  readonly pages: (rows: number) => readonly Page[];
  /** Tables that have no page, with the reason; every other one is filled and asked. */
  readonly aside: Readonly<Record<string, string>>;
  /** Queries whose size the planner must know: it does not by itself where one column follows from another. */
  readonly known?: readonly string[];
}

const limitMs = 100;
/** A table with this part of the rows is one that grows. */
const grows = 20;
/** The kit's tables have this part of the rows. */
const kit = 5;
const rounds = 5;

interface Measured {
  readonly filledSeconds: number;
  readonly tables: Tables;
  readonly pages: readonly MeasuredPage[];
}

async function measure(
  { party, fill, pages, aside }: Million,
  subgraph: TestSubgraph,
  rows: number,
  times: number,
): Promise<Measured> {
  const began = performance.now();
  await fillTables(subgraph.orm, async (sql) => {
    await fillKit(sql, rows / kit);
    await fill(sql, rows);
  });
  const filledSeconds = Math.round((performance.now() - began) / 1_000);
  console.error(`${party.name}: filled in ${filledSeconds} s`);
  const tables = await tablesOf(
    subgraph.orm,
    (table, size) => size >= rows / grows && !(table in { ...kitAside, ...aside }),
  );
  return {
    filledSeconds,
    tables,
    pages: await measurePages(subgraph, pages(rows), tables, rows / kit, times),
  };
}

/** What is wrong with the tables: one that neither grows among the pages nor is set aside, or is not there. */
function neglected({ aside }: Million, { tables, pages }: Measured): string[] {
  const reasons = { ...kitAside, ...aside };
  const asked = new Set(pages.flatMap((page) => page.tables));
  const known = new Map([...tables.values()].map((table) => [table.of, table.grows] as const));
  for (const { of, grows: yes } of tables.values()) if (yes) known.set(of, true);
  return [
    ...[...known].flatMap(([table, yes]) => {
      if (table in reasons) return [];
      if (!yes) return [`${table} is neither filled nor set aside`];
      return asked.has(table) ? [] : [`${table} is filled, and no page asks it`];
    }),
    ...Object.keys(reasons).flatMap((table) =>
      known.has(table) ? [] : [`${table} is set aside and does not exist`],
    ),
  ];
}

/** Pages that touch more than they may. */
const large = (pages: readonly Page[], measured: readonly MeasuredPage[]): string[] =>
  pages.flatMap(({ page, most = Infinity }) =>
    measured
      .filter((one) => [page, `${page}, deep`].includes(one.page) && one.blocks > most)
      .map((one) => `${one.page} touches ${one.blocks} blocks: ${one.plan.join(" < ")}`),
  );

async function misjudged({ known = [] }: Million, { orm }: TestSubgraph): Promise<string[]> {
  const wrong: string[] = [];
  for (const sql of known) {
    const times = await underestimate(orm, sql);
    // Not a number: it finds nothing, and proves nothing.
    if (!(times > 0 && times < 3)) wrong.push(`${sql} finds ${times} times what was expected`);
  }
  return wrong;
}

/**
 * Fills a fresh database with few rows and asks all pages.
 * @throws Error that names each page that went through a table which grows or touched more than it may,
 *   each table without a page, and each query of an unexpected size
 */
export async function expectIndexed(million: Million, rows = 20_000): Promise<void> {
  const subgraph = await startTestSubgraph(million.party);
  try {
    const measured = await measure(million, subgraph, rows, 1);
    const wrong = [
      ...neglected(million, measured),
      ...large(million.pages(rows), measured.pages),
      ...(await misjudged(million, subgraph)),
      ...measured.pages.flatMap(({ page, through, plan }) =>
        through.length > 0
          ? [`${page} goes through ${through.join(", ")}: ${plan.join(" < ")}`]
          : [],
      ),
    ];
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  } finally {
    await subgraph.stop();
  }
}

/**
 * Fills a database, asks all pages, and writes what they came to beside the script. `ROWS` in the
 * environment tries it with fewer, and writes nothing.
 */
export async function runMillion(million: Million, file: URL): Promise<void> {
  const rows = Number(process.env["ROWS"] ?? 1_000_000);
  await withServer(async () => {
    const subgraph = await startTestSubgraph(million.party);
    try {
      await report(million, file, rows, await measure(million, subgraph, rows, rounds));
    } finally {
      await subgraph.stop();
    }
  });
}

/** Works with a PostgreSQL of its own, which is gone with its folder afterwards, also when the work is broken off. */
async function withServer(work: () => Promise<void>): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-million-"));
  let server: Promise<EmbeddedPostgres> | undefined;
  let ended: Promise<void> | undefined;
  let isBroken = false;
  const end = async (): Promise<void> => {
    await (await server?.catch(() => undefined))?.stop();
    await rm(home, { recursive: true, force: true });
  };
  const breakOff = (): void => {
    isBroken = true;
    // Whatever fails now fails because its server is gone.
    process.on("uncaughtException", () => {});
    ended ??= end();
    void ended.finally(() => process.exit(130));
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, breakOff);
  try {
    await chmod(home, 0o755);
    server = startEmbeddedPostgres({ home, throwaway: true });
    const url = (await server).urlOf("postgres");
    await quiet(url);
    process.env["HUTONG_TEST_POSTGRES"] = url;
    await work();
  } catch (error) {
    if (!isBroken) throw error;
  } finally {
    await (ended ??= end());
    for (const signal of signals) process.off(signal, breakOff);
  }
}

/** What was filled is analysed once: the server's own round would do it again while pages are measured. */
async function quiet(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("alter system set autovacuum = off");
  await client.query("select pg_reload_conf()");
  await client.end();
}

async function report(
  million: Million,
  file: URL,
  rows: number,
  measured: Measured,
): Promise<void> {
  const { filledSeconds, tables, pages } = measured;
  const record = {
    party: million.party.name,
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]!.model}`,
    loadAverage: Math.round(loadavg()[0]! * 10) / 10,
    filledSeconds,
    tables: sizesOf(tables),
    aside: { ...kitAside, ...million.aside },
    pages,
  };
  if (rows === 1_000_000) await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
  console.table(
    pages.map(({ page, found, statements, databaseMs, cpuMs, answerMs, through }) => ({
      page,
      found,
      statements,
      databaseMs,
      cpuMs,
      answerMs,
      through: through.join(" "),
    })),
  );
  const wrong = [
    ...pages
      .filter(({ databaseMs, through }) => databaseMs >= limitMs || through.length > 0)
      .map(
        ({ page, databaseMs, through, plan }) =>
          `${page}: ${databaseMs} ms, through ${through.join(" ") || "no table"}: ${plan.join(" < ")}`,
      ),
    ...neglected(million, measured),
  ];
  if (wrong.length === 0) return;
  console.error(`✗ ${million.party.name}: not every page is under ${limitMs} ms by its indexes`);
  for (const line of wrong) console.error(`  ${line}`);
  process.exitCode = 1;
}

/** How many rows the tables that grow have, with all their partitions. */
function sizesOf(tables: Tables): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const { of, rows, grows: yes } of tables.values())
    if (yes) sizes[of] = (sizes[of] ?? 0) + rows;
  return sizes;
}
