import type { ImportProblem, ImportReport } from "./import-report.js";
import type { CsvReading } from "./read-csv.js";

/** How the rows of a file become rows of the party. */
export interface Import<Row> {
  /** The rules that no single cell can tell: unknown references, duplicates. */
  readonly check?: (
    rows: CsvReading<Row>["rows"],
  ) => Promise<readonly ImportProblem[]> | readonly ImportProblem[];
  /** Stores all of them in one transaction. */
  readonly store: (rows: readonly Row[]) => Promise<unknown>;
}

/** Imports all rows of a file or none: a dry run, or any problem in any row, stores nothing. */
export async function importRows<Row>(
  { count, rows, problems: unreadable }: CsvReading<Row>,
  { dryRun, check, store }: Import<Row> & { readonly dryRun: boolean },
): Promise<ImportReport> {
  const problems = [...unreadable, ...((await check?.(rows)) ?? [])].toSorted(
    (a, b) => a.line - b.line,
  );
  const imports = !dryRun && problems.length === 0;
  if (imports) await store(rows.map(({ value }) => value));
  return { dryRun, rows: count, imported: imports ? count : 0, problems };
}
