import { newId } from "@hutong/kit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { CostAudit } from "../src/audit/audit.entity.js";
import { FeeEntry, FeeKind } from "../src/fee/fee.entity.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  const em = fixture.subgraph.orm.em.fork();
  await em.nativeDelete(FeeEntry, {});
  await em.nativeDelete(CostAudit, {});
});
afterEach(() => fixture.setRegistersAway(false));

async function spend(rows: Partial<FeeEntry>[]): Promise<string[]> {
  const em = fixture.subgraph.orm.em.fork();
  const lines = rows.map((row, i) => ({
    id: newId("fee"),
    communityId: ids.community,
    on: "2026-03-10",
    kind: FeeKind.STAFF,
    amountFen: 1000 * (i + 1),
    purpose: "三月工资",
    counterparty: null,
    workerId: null,
    workerName: null,
    reverses: null,
    postedByName: "卫经理",
    postedAt: new Date(Date.UTC(2026, 2, 11, 0, i)),
    ...row,
  }));
  await em.insertMany(FeeEntry, lines);
  return lines.map(({ id }) => id);
}

const audit = `mutation ($input: AuditFeesInput!) { auditFees(input: $input) {
  countedFen excludedFen auditedByName lines { entryId amountFen workerName finding } } }`;
const march = { input: { community: ids.community, from: "2026-03-01", to: "2026-03-31" } };

describe("the cost audit", () => {
  it("counts the registered and gives the reason on each line of the others", async () => {
    const [wrong] = await spend([
      { workerId: ids.staff, workerName: "肖敬东" },
      { workerId: ids.cleaner, workerName: "吴桂兰" },
      { workerId: ids.stranger, workerName: "小王" },
      { workerName: "阿强" },
      {},
      { workerId: ids.staff, workerName: "肖敬西" },
      { workerId: ids.staff, workerName: "肖敬东" },
      { kind: FeeKind.REPAIR, purpose: "水泵" },
      { kind: FeeKind.PROPERTY_FEE, purpose: "物业费" },
      { kind: FeeKind.GREENING, purpose: "补种" },
    ]).then((made) => made.slice(-1));
    await spend([
      { kind: FeeKind.GREENING, purpose: "冲销", amountFen: -10_000, reverses: wrong! },
    ]);
    const { data, errors } = await fixture.subgraph.ask(people.committee, audit, march);
    expect(errors).toBeUndefined();
    const { lines, countedFen, excludedFen } = data!["auditFees"];
    expect(lines.map((one: any) => [one.amountFen, one.finding])).toEqual([
      [1000, "COUNTED"],
      [-10_000, "TAKEN_BACK"],
      [2000, "COUNTED"],
      [3000, "NOT_REGISTERED"],
      [4000, "NOT_REGISTERED"],
      [5000, "NOBODY_NAMED"],
      [6000, "NAME_DIFFERS"],
      [7000, "PAID_TWICE"],
      [8000, "COUNTED"],
      [10_000, "TAKEN_BACK"],
    ]);
    expect(countedFen).toBe(11_000);
    expect(excludedFen).toBe(25_000);
  });

  it("counts a cleaner's wages from the registration to the last day", async () => {
    await spend(
      ["2026-01-04", "2026-01-05", "2026-02-28", "2026-03-01"].map((on) => ({
        on,
        workerId: ids.formerCleaner,
        workerName: "郑秀兰",
      })),
    );
    const { data } = await fixture.subgraph.ask(people.committee, audit, {
      input: { ...march.input, from: "2026-01-01" },
    });
    expect(data!["auditFees"].lines.map((one: any) => one.finding)).toEqual([
      "BEFORE_REGISTRATION",
      "COUNTED",
      "COUNTED",
      "NOT_REGISTERED",
    ]);
  });

  it("counts wages of the firm's staff to the last day", async () => {
    await spend(
      ["2026-01-31", "2026-02-15", "2026-03-15"].map((on) => ({
        on,
        workerId: ids.formerStaff,
        workerName: "高志强",
      })),
    );
    const { data } = await fixture.subgraph.ask(people.committee, audit, {
      input: { ...march.input, from: "2026-01-01" },
    });
    expect(data!["auditFees"].lines.map((one: any) => one.finding)).toEqual([
      "COUNTED",
      "COUNTED",
      "NOT_REGISTERED",
    ]);
  });

  it("leaves out wages before the registration and costs outside the contracts", async () => {
    await spend([
      { on: "2024-01-09", workerId: ids.staff, workerName: "肖敬东" },
      { on: "2024-01-10", workerId: ids.staff, workerName: "肖敬东" },
      { on: "2019-12-31", kind: FeeKind.REPAIR },
      { on: "2020-01-01", kind: FeeKind.REPAIR },
    ]);
    const { data } = await fixture.subgraph.ask(people.committee, audit, {
      input: { ...march.input, from: "2019-01-01", to: "2024-12-31" },
    });
    expect(data?.["auditFees"].lines.map((one: any) => one.finding)).toEqual([
      "OUTSIDE_CONTRACT",
      "COUNTED",
      "BEFORE_REGISTRATION",
      "COUNTED",
    ]);
  });

  it("does not take place while a register cannot be read", async () => {
    await spend([{ workerId: ids.staff, workerName: "肖敬东" }]);
    fixture.setRegistersAway(true);
    expect(await fixture.code("committee", audit, march)).toBe("SUBGRAPH_UNAVAILABLE");
    expect(await fixture.subgraph.orm.em.fork().count(CostAudit)).toBe(0);
  });

  it.each(["owner", "otherCommittee", "manager", "gridWorker", "secretary", "app"] as const)(
    "is not for %s to hold",
    async (who) => {
      expect(await fixture.code(who, audit, march)).toBe("FORBIDDEN");
      expect(await fixture.subgraph.orm.em.fork().count(CostAudit)).toBe(0);
    },
  );

  it("refuses a span that ends before it begins", async () => {
    const input = { ...march.input, to: "2026-02-01" };
    expect(await fixture.code("committee", audit, { input })).toBe("INVALID_INPUT");
  });

  it("is kept as it was found, newest first, for those who may read the ledger", async () => {
    await spend([{ workerName: "阿强" }]);
    await fixture.subgraph.ask(people.committee, audit, march);
    await spend([{ kind: FeeKind.REPAIR }]);
    await fixture.subgraph.ask(people.committee, audit, march);
    const seenBy = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { costAudits { lines { finding } } } } }",
          { r: [{ __typename: "Community", id: ids.community }] },
        )
      ).data?.["_entities"][0].costAudits;
    for (const who of ["owner", "manager", "gridWorker"] as const) {
      expect((await seenBy(who)).map(({ lines }: any) => lines.length)).toEqual([2, 1]);
    }
    expect(await seenBy("otherManager")).toBeNull();
    expect(await seenBy("app")).toBeNull();
  });
});
