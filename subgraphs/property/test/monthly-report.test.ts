import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { MonthlyReport, MonthlyReportState } from "../src/monthly-report/monthly-report.entity.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, watchField } from "./fixture.js";
import { setTime, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

/** The project's manager, who is named for its reports. */
const named = { sub: "per_prj_mgr", role: "EXPERT", name: "曹思雨", org: ids.firm } as const;
const watchReports = (who: PersonName) =>
  watchField(
    fixture.subgraph,
    who,
    `subscription ($firm: ID!, $after: String) { monthlyReportChanged(firm: $firm, after: $after) {
      kind report { id month state breachedAt reporter { id } } } }`,
    { firm: ids.firm },
  );
const submit = (claims: object, report: string, more: object = {}) =>
  fixture.subgraph.ask(
    claims,
    `mutation ($input: SubmitMonthlyReportInput!) { submitMonthlyReport(input: $input) {
      state breachedAt submittedAt ownersMeetingOn figures { workOrders workOrdersClosed promisesBroken
        inspectionsDue inspectionsEffective tasks tasksDone ratings ratingPoints } } }`,
    { input: { report, summary: "本月完成水泵房检修,余两件维修待料。", ...more } },
  );
const name = (who: PersonName, report: string, staff: string) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: NameReporterInput!) { nameReporter(input: $input) { reporter { id } } }",
    { input: { report, staff } },
  );
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(MonthlyReport, id);

describe("a month's report", () => {
  it("is asked for on the 1st, reminded of on the 2nd, and is handed in with the month's figures", async () => {
    await fixture.order(WorkOrderState.CLOSED, {
      createdAt: new Date("2026-05-04T09:00:00+08:00"),
      acceptedAt: new Date("2026-05-04T09:10:00+08:00"),
      onSiteAt: new Date("2026-05-04T10:00:00+08:00"),
      closedAt: new Date("2026-05-05T10:00:00+08:00"),
    });
    await fixture.order(WorkOrderState.ON_SITE, {
      createdAt: new Date("2026-05-31T23:30:00+08:00"),
      acceptedAt: new Date("2026-06-01T00:30:00+08:00"),
      onSiteAt: new Date("2026-06-01T01:00:00+08:00"),
    });
    await fixture.order(WorkOrderState.CREATED, {
      createdAt: new Date("2026-06-01T00:01:00+08:00"),
    });
    const stream = await watchReports("gridWorker");
    const first = stream.next();
    setTime("2026-06-01T00:11:00+08:00");
    const due = await first;
    expect(due).toMatchObject({
      kind: "DUE",
      report: { month: "2026-05", state: "DUE", reporter: { id: ids.manager } },
    });
    const { id } = due.report;
    setTime("2026-06-02T00:01:00+08:00");
    expect(await stream.next()).toMatchObject({ kind: "REMINDED", report: { id } });
    expect(codeOf(await submit(named, id, { ownersMeetingOn: "2026-06-01" }))).toBe(
      "INVALID_INPUT",
    );
    const { data, errors } = await submit(named, id, { ownersMeetingOn: "2026-05-20" });
    expect(errors).toBeUndefined();
    expect(data!["submitMonthlyReport"]).toMatchObject({
      state: "SUBMITTED",
      breachedAt: null,
      ownersMeetingOn: "2026-05-20",
      figures: {
        workOrders: 2,
        workOrdersClosed: 1,
        promisesBroken: 1,
        inspectionsDue: 0,
        tasks: 0,
        ratings: 0,
      },
    });
    expect((await stream.next()).kind).toBe("SUBMITTED");
    expect(codeOf(await submit(named, id))).toBe("ILLEGAL_TRANSITION");
    // Handed in in time: the end of the 2nd breaches nothing of this project.
    setTime("2026-06-03T00:01:00+08:00");
    setTime("2026-07-01T00:11:00+08:00");
    expect((await stream.next()).report.month).toBe("2026-06");
    expect((await stored(id)).breachedAt).toBeNull();
    await stream.close();
  });

  it("breaches when the 2nd is over, and stays so when it comes late", async () => {
    const stream = await watchReports("secretary");
    const first = stream.next();
    setTime("2026-08-01T00:11:00+08:00");
    let event = await first;
    while (event.kind !== "DUE") event = await stream.next();
    const { id } = event.report;
    setTime("2026-08-02T23:59:00+08:00");
    expect((await stream.next()).kind).toBe("REMINDED");
    expect((await stored(id)).state).toBe("DUE");
    setTime("2026-08-03T00:00:01+08:00");
    expect(await stream.next()).toMatchObject({ kind: "BREACHED", report: { state: "OVERDUE" } });
    const late = await submit(named, id);
    expect(late.data!["submitMonthlyReport"].state).toBe("SUBMITTED");
    expect(late.data!["submitMonthlyReport"].breachedAt).not.toBeNull();
    await stream.close();
  });
});

describe("who may", () => {
  let id: string;
  beforeAll(async () => {
    const em = fixture.subgraph.orm.em.fork();
    const report = await em.findOneOrFail(
      MonthlyReport,
      { firmId: ids.firm, state: { $ne: MonthlyReportState.SUBMITTED } },
      { orderBy: { dueAt: "desc" } },
    );
    id = report.id;
  });

  it.each<PersonName>(["manager", "assignee", "secretary", "owner", "gridWorker", "otherManager"])(
    "%s, who is not named for it, does not hand it in",
    async (who) => {
      expect(codeOf(await submit(people[who], id))).toBe("FORBIDDEN");
    },
  );

  it("the firm's manager names another, who then answers for it", async () => {
    for (const who of ["assignee", "otherManager", "secretary", "owner"] as const)
      expect(codeOf(await name(who, id, ids.repairer))).toBe("FORBIDDEN");
    expect(codeOf(await name("manager", id, ids.otherRepairer))).toBe("INVALID_INPUT");
    expect((await name("manager", id, ids.repairer)).data!["nameReporter"]).toEqual({
      reporter: { id: ids.repairer },
    });
    expect(codeOf(await submit(named, id))).toBe("FORBIDDEN");
    expect((await submit(people.assignee, id)).errors).toBeUndefined();
    expect(codeOf(await name("manager", id, ids.manager))).toBe("ILLEGAL_TRANSITION");
  });

  it.each<[PersonName, boolean]>([
    ["manager", true],
    ["assignee", true],
    ["secretary", true],
    ["gridWorker", true],
    ["committee", true],
    ["owner", true],
    ["otherManager", false],
    ["otherOwner", false],
    ["cleaner", false],
  ])("%s reads it: %s", async (who, reads) => {
    const list = await fixture.subgraph.ask(
      people[who],
      "query ($firm: ID) { monthlyReports(firm: $firm) { edges { node { id } } } }",
      { firm: ids.firm },
    );
    expect(list.data!["monthlyReports"].edges.length > 0).toBe(reads);
    const byKey = await fixture.subgraph.ask(
      people[who],
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on MonthlyReport { id } } }",
      { r: [{ __typename: "MonthlyReport", id }] },
    );
    expect(codeOf(byKey)).toBe(reads ? undefined : "FORBIDDEN");
  });
});
