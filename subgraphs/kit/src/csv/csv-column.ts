import { CsvProblemCode } from "./import-report.js";

/** Why a cell cannot be taken. */
export class CsvCellProblem extends Error {
  constructor(
    readonly code: CsvProblemCode,
    message: string,
  ) {
    super(message);
  }
}

/** A column of a file that people fill in: its heading and how its text becomes a value. */
export interface CsvColumn<T> {
  readonly header: string;
  /** Gives the value of a trimmed cell, or throws {@link CsvCellProblem}. */
  readonly parse: (cell: string) => T;
}

/** Text of at most `max` characters that must not be empty. */
export function csvText(header: string, max: number): CsvColumn<string> {
  return {
    header,
    parse: (cell) => {
      if (cell === "") throw new CsvCellProblem(CsvProblemCode.MISSING, "必填。Required.");
      if ([...cell].length > max) {
        throw new CsvCellProblem(
          CsvProblemCode.TOO_LONG,
          `最多 ${max} 个字。At most ${max} characters.`,
        );
      }
      return cell;
    },
  };
}

/** The column with an empty cell allowed: it gives null. */
export function csvOptional<T>({ header, parse }: CsvColumn<T>): CsvColumn<T | null> {
  return { header, parse: (cell) => (cell === "" ? null : parse(cell)) };
}

/** One of the words of `values`, which maps what people write to what is meant. */
export function csvWord<T>(header: string, values: ReadonlyMap<string, T>): CsvColumn<T> {
  const text = csvText(header, 100);
  return {
    header,
    parse: (cell) => {
      const value = values.get(text.parse(cell));
      if (value === undefined) {
        const known = [...values.keys()].join("、");
        throw new CsvCellProblem(
          CsvProblemCode.UNKNOWN_VALUE,
          `只能填:${known}。Must be one of these.`,
        );
      }
      return value;
    },
  };
}

/** A day, `2026-03-01`; gives the same text. */
export function csvDate(header: string): CsvColumn<string> {
  const text = csvText(header, 20);
  return {
    header,
    parse: (cell) => {
      const day = text.parse(cell);
      const at = new Date(`${day}T00:00:00Z`);
      // A day that does not exist, such as 30 February, comes back as another one.
      const exists =
        /^\d{4}-\d{2}-\d{2}$/.test(day) &&
        !Number.isNaN(at.getTime()) &&
        at.toISOString().startsWith(day);
      if (!exists) {
        throw new CsvCellProblem(
          CsvProblemCode.NOT_A_DATE,
          "日期应写作 2026-03-01。Write the day as 2026-03-01.",
        );
      }
      return day;
    },
  };
}

/** Yuan with at most two decimals, `1,234.50` or `1234.5`; gives integer fen. */
export function csvYuan(header: string): CsvColumn<number> {
  const text = csvText(header, 30);
  return {
    header,
    parse: (cell) => {
      const [, whole, cents = ""] =
        /^(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.parse(cell)) ?? [];
      if (whole === undefined) {
        throw new CsvCellProblem(
          CsvProblemCode.NOT_AN_AMOUNT,
          "金额应写作 1234.50(元)。Write yuan as 1234.50.",
        );
      }
      return Number(whole.replaceAll(",", "")) * 100 + Number(cents.padEnd(2, "0"));
    },
  };
}
