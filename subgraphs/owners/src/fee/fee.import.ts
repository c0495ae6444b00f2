import {
  type CsvColumn,
  type CsvReading,
  type CsvRow,
  csvDate,
  CsvCellProblem,
  csvOptional,
  CsvProblemCode,
  csvText,
  csvWord,
  csvYuan,
  type ImportProblem,
  readCsv,
} from "@hutong/kit";

import { FeeKind } from "./fee.entity.js";

/** What people write for each kind; the same words stand in an export. */
export const feeWords: ReadonlyMap<string, FeeKind> = new Map([
  ["物业费收入", FeeKind.PROPERTY_FEE],
  ["公共收益", FeeKind.SHARED_INCOME],
  ["人员费用", FeeKind.STAFF],
  ["维修养护", FeeKind.REPAIR],
  ["保洁清运", FeeKind.CLEANING],
  ["秩序维护", FeeKind.SECURITY],
  ["绿化养护", FeeKind.GREENING],
  ["公共水电", FeeKind.UTILITIES],
  ["管理费与酬金", FeeKind.MANAGEMENT],
  ["其他", FeeKind.OTHER],
]);

const worker: CsvColumn<string> = {
  header: "人员编号",
  parse: (cell) => {
    if (/^(stf|cln)_\w+$/.test(cell)) return cell;
    throw new CsvCellProblem(
      CsvProblemCode.INVALID,
      "应为实名登记编号(stf_ 或 cln_ 开头)。Must be the id of somebody registered.",
    );
  },
};

const amount: CsvColumn<number> = {
  ...csvYuan("金额"),
  parse: (cell) => {
    const fen = csvYuan("金额").parse(cell);
    if (fen >= 1 && fen <= 2_000_000_000) return fen;
    throw new CsvCellProblem(
      CsvProblemCode.NOT_AN_AMOUNT,
      "金额应大于 0、不超过两千万元。Above 0, at most 20 million yuan.",
    );
  },
};

const columns = {
  on: csvDate("日期"),
  kind: csvWord("项目", feeWords),
  amountFen: amount,
  purpose: csvText("用途", 100),
  counterparty: csvOptional(csvText("对方", 60)),
  workerId: csvOptional(worker),
  workerName: csvOptional(csvText("姓名", 30)),
};

type ImportedFees = CsvReading<CsvRow<typeof columns>>;

/** A ledger as people keep it in a spreadsheet. */
export const readFees = (csv: string): ImportedFees => readCsv(csv, columns);

/** Two lines that say the same are taken for a slip: the second names the first. */
export function repeatedFees(rows: ImportedFees["rows"]): ImportProblem[] {
  const seen = new Map<string, number>();
  const problems: ImportProblem[] = [];
  for (const { line, value } of rows) {
    const key = JSON.stringify(value);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    else {
      problems.push({
        line,
        column: null,
        code: CsvProblemCode.DUPLICATE,
        message: `与第 ${first} 行完全相同。The same as line ${first}.`,
      });
    }
  }
  return problems;
}
