import { stringify } from "csv-stringify/sync";

/**
 * Writes rows as a CSV file that a spreadsheet opens as it is: with a byte order mark, so that
 * Chinese is read as UTF-8, and no cell that it would take for a formula.
 * @param columns - heading → how to read the cell of a row; null and undefined are empty
 */
export function toCsv<Row>(
  columns: Readonly<Record<string, (row: Row) => string | number | null | undefined>>,
  rows: readonly Row[],
): string {
  const read = Object.values(columns);
  return stringify([Object.keys(columns), ...rows.map((row) => read.map((cell) => cell(row)))], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
