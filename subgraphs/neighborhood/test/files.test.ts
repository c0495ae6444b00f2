import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Complaint } from "../src/complaint/complaint.entity.js";
import { ExportTable } from "../src/export/export.type.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const count = (): Promise<number> => fixture.subgraph.orm.em.fork().count(Complaint);
const heading = "单号,受理时间,小区,类别,等级,标题,内容,楼栋单元,详细位置,反映人,电话";
const community = `和苑${ids.community.slice(-2)}`;
const row = (number: string, rest: Partial<Record<string, string>> = {}): string => {
  const cells = {
    time: "2026-03-01 09:30",
    community,
    category: "电梯",
    grade: "",
    title: "电梯停运",
    ...rest,
  };
  return [
    number,
    cells.time,
    cells.community,
    cells.category,
    cells.grade,
    cells.title,
    '"三单元电梯停运, 老人下不了楼"',
    "3号楼3单元",
    "3号楼3单元1201",
    "欧阳敏",
    rest["phone"] ?? "13912345678",
  ].join(",");
};
const send = async (who: PersonName, lines: string[], dryRun = false) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `mutation ($csv: String!, $dryRun: Boolean!) { importComplaints(csv: $csv, dryRun: $dryRun) {
      dryRun rows imported problems { line column code } } }`,
    { csv: `\uFEFF${[heading, ...lines].join("\r\n")}\r\n`, dryRun },
  );
  return { report: data?.["importComplaints"], code: errors?.[0]?.extensions["code"] };
};

describe("a file of the city hotline", () => {
  it("is taken in whole: numbered, graded, with its time and number at the hotline", async () => {
    const before = await count();
    const { report } = await send("gridWorker", [row("A-1"), row("A-2", { category: "噪音" })]);
    expect(report).toEqual({ dryRun: false, rows: 2, imported: 2, problems: [] });
    expect(await count()).toBe(before + 2);
    const [stored] = await fixture.subgraph.orm.em.fork().find(Complaint, { sourceRef: "A-1" });
    expect(stored).toMatchObject({
      channel: "CITY_HOTLINE",
      state: "RECEIVED",
      grade: "URGENT",
      reportedAt: new Date("2026-03-01T01:30:00Z"),
      description: "三单元电梯停运, 老人下不了楼",
    });
    expect(stored!.number).toMatch(/^TS-\d{4}-\d{4}$/);
  });

  it("is only looked at in a dry run", async () => {
    const before = await count();
    const { report } = await send("gridWorker", [row("B-1")], true);
    expect(report).toEqual({ dryRun: true, rows: 1, imported: 0, problems: [] });
    expect(await count()).toBe(before);
  });

  it("is refused whole, with every bad row by line and reason", async () => {
    await send("gridWorker", [row("C-0")]);
    const before = await count();
    const { report } = await send("gridWorker", [
      row("C-1"),
      row("C-0"),
      row("C-1"),
      row("C-2", { time: "2026-02-30 09:30" }),
      row("C-3", { time: "2099-01-01 09:30" }),
      row("C-4", { community: `和苑${ids.otherCommunity.slice(-2)}` }),
      row("C-5", { category: "天气", phone: "12345", title: "" }),
      row("C-6", { grade: "很急" }),
    ]);
    expect(report).toMatchObject({ rows: 8, imported: 0 });
    expect(report.problems).toEqual([
      { line: 3, column: "单号", code: "DUPLICATE" },
      { line: 4, column: "单号", code: "DUPLICATE" },
      { line: 5, column: "受理时间", code: "NOT_A_DATE" },
      { line: 6, column: "受理时间", code: "INVALID" },
      { line: 7, column: "小区", code: "UNKNOWN_REFERENCE" },
      { line: 8, column: "类别", code: "UNKNOWN_VALUE" },
      { line: 8, column: "标题", code: "MISSING" },
      { line: 8, column: "电话", code: "INVALID" },
      { line: 9, column: "等级", code: "UNKNOWN_VALUE" },
    ]);
    expect(await count()).toBe(before);
  });

  it.each(["manager", "owner", "committee", "expert", "app", "service"] as const)(
    "is refused to %s",
    async (who) => {
      expect((await send(who, [row("D-1")])).code).toBe("FORBIDDEN");
    },
  );
});

describe("an export", () => {
  const server = { sub: "neighborhood", role: "SERVICE", org: "neighborhood", scope: "case:read" };
  const get = async (claims: object, table: string, format = "JSON", after?: string) => {
    const { data, errors } = await fixture.subgraph.ask(
      claims,
      `query ($table: NeighborhoodTable!, $format: NeighborhoodExportFormat!, $after: String) {
        exportNeighborhood(table: $table, format: $format, after: $after) { content rows endCursor } }`,
      { table, format, after },
    );
    return { page: data?.["exportNeighborhood"], code: errors?.[0]?.extensions["code"] };
  };

  it("gives the party's own server every table as it stands", async () => {
    await fixture.complain();
    for (const table of Object.values(ExportTable)) {
      const { page } = await get(server, table);
      expect(JSON.parse(page.content)).toHaveLength(page.rows);
    }
    const { page } = await get(server, "COMPLAINTS");
    const [complaint] = JSON.parse(page.content).slice(-1);
    expect(complaint).toMatchObject({ reporter_name: "欧阳敏", reporter_phone: "13912345678" });
    expect(page.rows).toBe(await count());
  });

  it("gives a leader their grid's alone, residents masked", async () => {
    await fixture.complain(undefined, { gridId: ids.otherGrid, community: ids.otherCommunity });
    const { page } = await get(people.leader, "COMPLAINTS");
    const rows = JSON.parse(page.content) as Record<string, string>[];
    expect(new Set(rows.map(({ grid_id }) => grid_id))).toEqual(new Set([ids.grid]));
    expect(rows[0]).toMatchObject({
      reporter_name: "欧**",
      reporter_phone: "139****5678",
      place: "***",
    });
    const timeline = JSON.parse((await get(people.leader, "TIMELINE")).page.content);
    expect(timeline.length).toBeGreaterThan(0);
  });

  it("comes in pages, as CSV that is read back", async () => {
    const em = fixture.subgraph.orm.em.fork();
    await em.execute(`insert into timeline_entry (id, complaint_id, at, kind, by, note)
      select 'tml_x' || lpad(n::text, 6, '0'), 'cmp_x', now(), 'REPORTED', '居民', '=1+1'
      from generate_series(1, 1500) n`);
    let after: string | undefined;
    let rows = 0;
    do {
      const { page } = await get(server, "TIMELINE", "CSV", after);
      expect(page.content.startsWith("\uFEFFid,")).toBe(true);
      expect(page.content).not.toMatch(/,=1/);
      rows += page.rows;
      after = page.endCursor ?? undefined;
    } while (after);
    const [counted] = await em.execute<{ total: number }[]>(
      "select count(*)::int as total from timeline_entry",
    );
    expect(rows).toBe(counted!.total);
  });

  it.each(["gridWorker", "otherGridWorker", "secretary", "manager", "owner", "service"] as const)(
    "is refused to %s",
    async (who) => {
      for (const table of ["COMPLAINTS", "SETTINGS"])
        expect((await get(people[who], table)).code).toBe("FORBIDDEN");
    },
  );
});
