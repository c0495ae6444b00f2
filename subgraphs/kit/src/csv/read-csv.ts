import { type CsvError, parse } from "csv-parse/sync";

import { CsvCellProblem, type CsvColumn } from "./csv-column.js";
import { CsvProblemCode, type ImportProblem } from "./import-report.js";

type Columns = Readonly<Record<string, CsvColumn<unknown>>>;

/** The values of a row, by the names of its columns. */
export type CsvRow<C extends Columns> = {
  -readonly [Name in keyof C]: C[Name] extends CsvColumn<infer T> ? T : never;
};

/** What a file holds: the rows that are fine, and all that is wrong with the others. */
export interface CsvReading<Row> {
  /** Rows of the file without its heading, fine or not. */
  readonly count: number;
  readonly rows: readonly { readonly line: number; readonly value: Row }[];
  readonly problems: readonly ImportProblem[];
}

/** More than this is refused: an import is one transaction, read whole before it begins. */
const maxRows = 10_000;

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file (RFC 4180; a byte order mark, blank lines and further columns do no harm) by the
 * headings of its columns. Nothing is thrown: every problem of every row is told, so that a person
 * corrects the file once.
 */
export function readCsv<C extends Columns>(text: string, columns: C): CsvReading<CsvRow<C>> {
  let lines: readonly Line[];
  try {
    lines = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Line[];
  } catch (error) {
    const line = (error as CsvError & { lines?: number }).lines ?? 1;
    return refused(line, CsvProblemCode.UNREADABLE, "不是 CSV 文件。This is not a CSV file.");
  }
  const [heading, ...body] = lines;
  const places = placesOf(heading?.record ?? [], columns);
  if (Array.isArray(places)) return { count: body.length, rows: [], problems: places };
  if (body.length > maxRows) {
    return refused(
      1,
      CsvProblemCode.TOO_MANY_ROWS,
      `一次最多 ${maxRows} 行。At most ${maxRows} rows at once.`,
      body.length,
    );
  }

  const rows: { line: number; value: CsvRow<C> }[] = [];
  const problems: ImportProblem[] = [];
  for (const { record, info } of body) {
    const value: Record<string, unknown> = {};
    const before = problems.length;
    for (const [name, { header, parse: parseCell }] of Object.entries(columns)) {
      try {
        value[name] = parseCell(record[places.get(name)!] ?? "");
      } catch (error) {
        if (!(error instanceof CsvCellProblem)) throw error;
        problems.push({
          line: info.lines,
          column: header,
          code: error.code,
          message: error.message,
        });
      }
    }
    if (problems.length === before) rows.push({ line: info.lines, value: value as CsvRow<C> });
  }
  return { count: body.length, rows, problems };
}

/** Where each column stands, or what is missing. */
function placesOf(heading: readonly string[], columns: Columns) {
  const missing: ImportProblem[] = [];
  const places = new Map<string, number>();
  for (const [name, { header }] of Object.entries(columns)) {
    const place = heading.indexOf(header);
    places.set(name, place);
    if (place === -1) {
      missing.push({
        line: 1,
        column: header,
        code: CsvProblemCode.COLUMN_MISSING,
        message: `缺少列“${header}”。A column is missing.`,
      });
    }
  }
  return missing.length > 0 ? missing : places;
}

const refused = (line: number, code: CsvProblemCode, message: string, count = 0) => ({
  count,
  rows: [],
  problems: [{ line, column: null, code, message }],
});
