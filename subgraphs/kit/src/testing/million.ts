import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";

import { startEmbeddedPostgres } from "../postgres/embedded-postgres.js";
import type { SubgraphDefinition } from "../subgraph.js";
import { type FillSql, fillTables } from "./fill.js";
import { type MeasuredPage, measurePages, type Page } from "./pages.js";
import { sizesOf } from "./statements.js";
import { startTestSubgraph } from "./test-subgraph.js";

/** How a party's tables grow, and what is asked of them. */
export interface Million {
  readonly party: SubgraphDefinition;
  /** Fills the tables that grow fastest with so many rows, and the others that grow in their measure. */
  readonly fill: (sql: FillSql, rows: number) => Promise<void>;
  readonly pages: (rows: number) => readonly Page[];
}

const limitMs = 100;
/** A table with this part of the rows is one that grows. */
const grows = 10;
const rounds = 3;

/**
 * Fills a fresh database with few rows and asks all pages.
 * @throws Error that names each page that went through a table which grows
 */
export async function expectIndexed(million: Million, rows = 20_000): Promise<void> {
  const subgraph = await startTestSubgraph(million.party);
  try {
    await fillTables(subgraph.orm, (sql) => million.fill(sql, rows));
    const sizes = await sizesOf(subgraph.orm, rows / grows);
    const pages = await measurePages(subgraph, million.pages(rows), sizes);
    const lost = pages.filter(({ through }) => through.length > 0);
    if (lost.length > 0)
      throw new Error(
        lost
          .map(
            ({ page, through, plan }) =>
              `${page} goes through ${through.join(", ")}: ${plan.join(" < ")}`,
          )
          .join("\n"),
      );
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
  const home = await mkdtemp(path.join(tmpdir(), "hutong-million-"));
  await chmod(home, 0o755);
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  process.env["HUTONG_TEST_POSTGRES"] = postgres.urlOf("postgres");
  try {
    const subgraph = await startTestSubgraph(million.party);
    try {
      const began = performance.now();
      await fillTables(subgraph.orm, (sql) => million.fill(sql, rows));
      const filledSeconds = Math.round((performance.now() - began) / 1_000);
      const sizes = await sizesOf(subgraph.orm, rows / grows);
      const pages = await measurePages(subgraph, million.pages(rows), sizes, rounds);
      await report(million.party.name, file, { rows, filledSeconds, sizes, pages });
    } finally {
      await subgraph.stop();
    }
  } finally {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function report(
  party: string,
  file: URL,
  result: {
    readonly rows: number;
    readonly filledSeconds: number;
    readonly sizes: ReadonlyMap<string, number>;
    readonly pages: readonly MeasuredPage[];
  },
): Promise<void> {
  const { rows, filledSeconds, sizes, pages } = result;
  const record = {
    party,
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]!.model}`,
    loadAverage: Math.round(loadavg()[0]! * 10) / 10,
    filledSeconds,
    tables: Object.fromEntries(sizes),
    pages,
  };
  if (rows === 1_000_000) await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
  console.table(
    pages.map(({ page, found, statements, databaseMs, answerMs, through }) => ({
      page,
      found,
      statements,
      databaseMs,
      answerMs,
      through: through.join(" "),
    })),
  );
  const bad = pages.filter(
    ({ databaseMs, through }) => databaseMs >= limitMs || through.length > 0,
  );
  for (const { page, databaseMs, through, plan } of bad)
    console.error(
      `${page}: ${databaseMs} ms, through ${through.join(" ") || "no table"}: ${plan.join(" < ")}`,
    );
}
