import { describe, expect, it } from "vitest";

import {
  csvDate,
  csvOptional,
  csvText,
  csvWord,
  csvYuan,
  CsvProblemCode,
  importRows,
  readCsv,
  toCsv,
} from "../src/index.js";

const columns = {
  on: csvDate("日期"),
  kind: csvWord(
    "收支",
    new Map([
      ["收入", "INCOME"],
      ["支出", "EXPENSE"],
    ]),
  ),
  amountFen: csvYuan("金额"),
  payee: csvOptional(csvText("对方", 5)),
};

const file = (...lines: string[]) => ["日期,收支,金额,对方", ...lines].join("\n");

describe("a CSV file", () => {
  it("is read by its headings, in any order, with quotes, a byte order mark and blank lines", () => {
    const text =
      '\ufeff对方,金额,备注,收支,日期\r\n"张,三","1,234.50",随便,支出, 2026-02-28 \r\n\r\n';
    expect(readCsv(text, columns)).toEqual({
      count: 1,
      rows: [
        {
          line: 2,
          value: { on: "2026-02-28", kind: "EXPENSE", amountFen: 123_450, payee: "张,三" },
        },
      ],
      problems: [],
    });
  });

  it("tells every problem of every row by line and column", () => {
    const { rows, problems, count } = readCsv(
      file("2026-02-30,转账,1.234,", "2026-03-01,收入,5,张三", ",支出,-3,一二三四五六"),
      columns,
    );
    expect(count).toBe(3);
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, "日期", "NOT_A_DATE"],
      [2, "收支", "UNKNOWN_VALUE"],
      [2, "金额", "NOT_AN_AMOUNT"],
      [4, "日期", "MISSING"],
      [4, "金额", "NOT_AN_AMOUNT"],
      [4, "对方", "TOO_LONG"],
    ]);
  });

  it("names a missing column, and text that is no CSV", () => {
    expect(readCsv("日期,金额\n2026-03-01,5", columns).problems).toMatchObject([
      { line: 1, column: "收支", code: "COLUMN_MISSING" },
      { line: 1, column: "对方", code: "COLUMN_MISSING" },
    ]);
    expect(readCsv(file("2026-03-01,收入,5,ok", '"2026-03-01'), columns)).toMatchObject({
      rows: [],
      problems: [{ line: 3, code: "UNREADABLE" }],
    });
    expect(readCsv("", columns).problems).toHaveLength(4);
  });

  it.each([
    ["0", 0],
    ["0.05", 5],
    ["12.5", 1250],
    ["1,000,000.01", 100_000_001],
  ])("reads %s yuan without a rounding error", (cell, fen) => {
    expect(readCsv(file(`2026-03-01,收入,"${cell}",`), columns).rows[0]?.value).toMatchObject({
      amountFen: fen,
    });
  });

  it("is refused when it has too many rows", () => {
    const rows = Array.from({ length: 10_001 }, () => "2026-03-01,收入,5,");
    expect(readCsv(file(...rows), columns)).toMatchObject({
      count: 10_001,
      rows: [],
      problems: [{ code: "TOO_MANY_ROWS" }],
    });
  });

  it("comes back as it was written, formulas disarmed", () => {
    const text = toCsv<{ name: string; on: string; fen: number | null }>(
      { 姓名: (row) => row.name, 日期: (row) => row.on, 分: (row) => row.fen },
      [
        { name: '李"四,\n五', on: "2026-03-01", fen: null },
        { name: "=1+1", on: "2026-03-02", fen: 7 },
      ],
    );
    expect(text.startsWith("\ufeff")).toBe(true);
    const back = readCsv(text, { name: csvText("姓名", 20), on: csvDate("日期") });
    expect(back.rows.map(({ value }) => value)).toEqual([
      { name: '李"四,\n五', on: "2026-03-01" },
      { name: "'=1+1", on: "2026-03-02" },
    ]);
  });
});

describe("an import", () => {
  const stored: unknown[] = [];
  const store = (rows: readonly unknown[]) => {
    stored.push(...rows);
    return Promise.resolve();
  };
  const good = file("2026-03-01,收入,5,", "2026-03-02,支出,6,");

  it("stores nothing in a dry run", async () => {
    const report = await importRows(readCsv(good, columns), { dryRun: true, store });
    expect(report).toEqual({ dryRun: true, rows: 2, imported: 0, problems: [] });
    expect(stored).toEqual([]);
  });

  it("stores nothing when one row is bad, by its cells or by a further rule", async () => {
    const bad = file("2026-03-01,收入,5,", "x,支出,6,");
    const problem = {
      line: 2,
      column: "日期",
      code: CsvProblemCode.DUPLICATE,
      message: "重复。Twice.",
    };
    const report = await importRows(readCsv(bad, columns), {
      dryRun: false,
      check: () => [problem],
      store,
    });
    expect(report).toMatchObject({ rows: 2, imported: 0 });
    expect(report.problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "DUPLICATE"],
      [3, "NOT_A_DATE"],
    ]);
    expect(stored).toEqual([]);
  });

  it("stores all rows when all are good", async () => {
    expect(await importRows(readCsv(good, columns), { dryRun: false, store })).toMatchObject({
      imported: 2,
      problems: [],
    });
    expect(stored).toHaveLength(2);
  });
});
