import "@hutong/kit";
import { statementsOf } from "@hutong/kit/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { FeeEntry, FeeKind } from "../src/fee/fee.entity.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());
beforeEach(() => fixture.subgraph.orm.em.fork().nativeDelete(FeeEntry, {}));

const post =
  "mutation ($input: PostFeeInput!) { postFee(input: $input) { id amountFen postedByName } }";
const line = (rest: Record<string, unknown> = {}) => ({
  input: {
    community: ids.community,
    on: "2026-03-05",
    kind: "REPAIR",
    amountFen: 123_456,
    purpose: "更换地下车库照明",
    counterparty: "照明商行",
    ...rest,
  },
});
const entries = () => fixture.subgraph.orm.em.fork().find(FeeEntry, {}, { orderBy: { id: "asc" } });
const posted = async (rest = {}): Promise<string> =>
  (await fixture.subgraph.ask(people.manager, post, line(rest))).data?.["postFee"].id;

const ofCommunity = async (who: PersonName, selection: string) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { ${selection} } } }`,
    { r: [{ __typename: "Community", id: ids.community }] },
  );
  expect(errors).toBeUndefined();
  return data?.["_entities"][0];
};
const summary = `feeSummary(from: "2026-03-01", to: "2026-03-31") { paidFen sharedIncomeFen spentFen leftFen totals { kind amountFen count } }`;

describe("the fee ledger", () => {
  it("says what was paid, what was spent and on what", async () => {
    await posted({ kind: "PROPERTY_FEE", amountFen: 1_500_000_000, purpose: "三月物业费" });
    await posted({ kind: "PROPERTY_FEE", amountFen: 1_500_000_000, purpose: "三月物业费" });
    await posted({ kind: "SHARED_INCOME", amountFen: 80_000, purpose: "电梯广告" });
    await posted();
    await posted({ on: "2026-02-28" });
    expect(await ofCommunity("owner", summary)).toEqual({
      feeSummary: {
        // Beyond 32 bits: a year of a large community is.
        paidFen: 3_000_000_000,
        sharedIncomeFen: 80_000,
        spentFen: 123_456,
        leftFen: 2_999_956_544,
        totals: [
          { kind: "PROPERTY_FEE", amountFen: 3_000_000_000, count: 2 },
          { kind: "REPAIR", amountFen: 123_456, count: 1 },
          { kind: "SHARED_INCOME", amountFen: 80_000, count: 1 },
        ],
      },
    });
  });

  it("sums up all communities of a list, each by its own days, in one statement", async () => {
    await posted();
    const others = [ids.otherCommunity, ids.bareCommunity];
    const lines = others.map((communityId, n) => ({
      id: `fee_${n}`,
      communityId,
      on: "2026-03-31",
      kind: FeeKind.REPAIR,
      amountFen: 100 + n,
      purpose: "修门",
      postedByName: "王",
      postedAt: new Date(),
    }));
    await fixture.subgraph.orm.em.fork().insertMany(FeeEntry, lines);
    const statements = await statementsOf(fixture.subgraph.orm, async () => {
      const { data } = await fixture.subgraph.ask(
        people.secretary,
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community {
          feeSummary(from: "2026-03-01", to: "2026-03-31") { spentFen }
          early: feeSummary(from: "2026-03-01", to: "2026-03-30") { spentFen } } } }`,
        {
          r: [ids.community, ...others].map((id) => ({ __typename: "Community", id })),
        },
      );
      expect(
        data?.["_entities"].map((one: any) => [one.feeSummary.spentFen, one.early.spentFen]),
      ).toEqual([[123_456, 123_456], ...lines.map(({ amountFen }) => [amountFen, 0])]);
    });
    expect(statements.filter((sql) => sql.includes("fee_entry"))).toHaveLength(1);
  });

  it("is read by the page, newest first", async () => {
    for (const on of ["2026-03-01", "2026-03-03", "2026-03-02"]) await posted({ on });
    const page = (after: string) =>
      `fees(from: "2026-03-01", to: "2026-03-31", first: 2${after}) { edges { node { on } } pageInfo { hasNextPage endCursor } }`;
    const { fees } = await ofCommunity("committee", page(""));
    expect(fees.edges.map((edge: any) => edge.node.on)).toEqual(["2026-03-03", "2026-03-02"]);
    const next = await ofCommunity("committee", page(`, after: "${fees.pageInfo.endCursor}"`));
    expect(next.fees.edges.map((edge: any) => edge.node.on)).toEqual(["2026-03-01"]);
    expect(next.fees.pageInfo.hasNextPage).toBe(false);
  });

  it.each(["otherOwner", "committee", "gridWorker", "manager", "secretary", "service"] as const)(
    "is shown to %s",
    async (who) => {
      await posted();
      expect((await ofCommunity(who, summary)).feeSummary.spentFen).toBe(123_456);
    },
  );

  it.each([
    "otherCommittee",
    "otherGridWorker",
    "otherManager",
    "expert",
    "cleaner",
    "app",
  ] as const)("is no more than null to %s", async (who) => {
    await posted();
    expect(
      await ofCommunity(
        who,
        `${summary} fees(from: "2026-03-01", to: "2026-03-31") { edges { node { id } } }`,
      ),
    ).toEqual({ feeSummary: null, fees: null });
  });

  it.each(["owner", "gridWorker", "secretary", "otherManager", "otherCommittee"] as const)(
    "takes no line from %s",
    async (who) => {
      expect(await fixture.code(who, post, line({ kind: "SHARED_INCOME" }))).toBe("FORBIDDEN");
      expect(await entries()).toEqual([]);
    },
  );

  it("takes from the committee what common parts brought, and nothing else", async () => {
    expect(await fixture.code("committee", post, line({ kind: "SHARED_INCOME" }))).toBeUndefined();
    expect(await fixture.code("committee", post, line())).toBe("FORBIDDEN");
  });

  it.each([
    ["nothing", { amountFen: 0 }, "INVALID_INPUT"],
    ["a debt", { amountFen: -5 }, "INVALID_INPUT"],
    ["a part of a fen", { amountFen: 0.5 }, "BAD_USER_INPUT"],
    ["a day ahead", { on: "2099-01-01" }, "INVALID_INPUT"],
    ["a day that is none", { on: "2026-02-30" }, "INVALID_INPUT"],
    ["no purpose", { purpose: "" }, "INVALID_INPUT"],
    ["somebody without a register", { worker: "per_x" }, "INVALID_INPUT"],
    ["another type's id", { community: ids.contract }, "INVALID_ID"],
  ])("refuses %s and stores nothing", async (_what, wrong, code) => {
    expect(await fixture.code("manager", post, line(wrong))).toBe(code);
    expect(await entries()).toEqual([]);
  });
});

describe("a wrong line", () => {
  const reverse =
    "mutation ($id: ID!) { reverseFee(input: { entry: $id, reason: '录错' }) { amountFen reverses purpose } }".replaceAll(
      "'",
      '"',
    );

  it("is taken back by another one, once, however many try", async () => {
    const id = await posted();
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => fixture.code("manager", reverse, { id })),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(4);
    expect((await entries()).map(({ amountFen }) => Math.abs(amountFen))).toEqual([
      123_456, 123_456,
    ]);
    expect((await ofCommunity("owner", summary)).feeSummary).toMatchObject({ spentFen: 0 });
  });

  it("is not for others to take back, nor a reversal for anybody", async () => {
    const id = await posted();
    expect(await fixture.code("committee", reverse, { id })).toBe("FORBIDDEN");
    expect(await fixture.code("otherManager", reverse, { id })).toBe("FORBIDDEN");
    const { data } = await fixture.subgraph.ask(people.manager, reverse, { id });
    expect(data?.["reverseFee"]).toEqual({
      amountFen: -123_456,
      reverses: id,
      purpose: "冲销:录错",
    });
    const reversal = (await entries()).find(({ reverses }) => reverses === id)!;
    expect(await fixture.code("manager", reverse, { id: reversal.id })).toBe("INVALID_INPUT");
  });
});

describe("importing a ledger", () => {
  const importFees = `mutation ($input: ImportFeesInput!) { importFees(input: $input) {
    dryRun rows imported problems { line column code message } } }`;
  const file = (...rows: string[]) =>
    ["日期,项目,金额,用途,对方,人员编号,姓名", ...rows].join("\n");
  const good = file(
    "2026-03-01,物业费收入,1234.50,三月物业费,,,",
    `2026-03-10,人员费用,"4,200",三月工资,,${ids.staff},肖敬东`,
  );
  const send = async (who: PersonName, csv: string, dryRun = false) =>
    await fixture.subgraph.ask(people[who], importFees, {
      input: { community: ids.community, csv, dryRun },
    });

  it("tries first, then takes all lines", async () => {
    expect((await send("manager", good, true)).data?.["importFees"]).toEqual({
      dryRun: true,
      rows: 2,
      imported: 0,
      problems: [],
    });
    expect(await entries()).toEqual([]);
    expect((await send("manager", good)).data?.["importFees"].imported).toBe(2);
    expect((await entries()).map(({ amountFen, workerId }) => [amountFen, workerId])).toEqual([
      [123_450, null],
      [420_000, ids.staff],
    ]);
  });

  it("lists every bad row by line and reason and imports none", async () => {
    const bad = file(
      "2026-03-01,物业费收入,1234.50,三月物业费,,,",
      "2026-03-01,物业费收入,1234.50,三月物业费,,,",
      "三月一日,转账,0,,,per_x,",
    );
    const { data } = await send("manager", bad);
    expect(data?.["importFees"]).toMatchObject({ rows: 3, imported: 0 });
    expect(
      data?.["importFees"].problems.map((problem: any) => [
        problem.line,
        problem.column,
        problem.code,
      ]),
    ).toEqual([
      [3, null, "DUPLICATE"],
      [4, "日期", "NOT_A_DATE"],
      [4, "项目", "UNKNOWN_VALUE"],
      [4, "金额", "NOT_AN_AMOUNT"],
      [4, "用途", "MISSING"],
      [4, "人员编号", "INVALID"],
    ]);
    expect(await entries()).toEqual([]);
  });

  it.each(["committee", "owner", "otherManager", "secretary"] as const)(
    "is not for %s",
    async (who) => {
      expect((await send(who, good)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
      expect(await entries()).toEqual([]);
    },
  );
});
