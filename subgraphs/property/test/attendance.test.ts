import { newId } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { Attendance } from "../src/attendance/attendance.entity.js";
import { PropertyProject } from "../src/project/project.entity.js";
import { FirmStaff } from "../src/staff/staff.entity.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  startProperty,
  watchField,
} from "./fixture.js";

const secondSite = newId("prj", "f07");
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startProperty();
  const em = fixture.subgraph.orm.em.fork();
  em.create(PropertyProject, {
    id: secondSite,
    firmId: ids.firm,
    firmShortName: "安居物业",
    communityId: ids.otherCommunity,
    name: "兰苑服务中心",
    address: "西街 2 号",
    hotline: "6800-0002",
    startedOn: "2024-03-01",
  });
  await em.flush();
});
afterAll(() => fixture.subgraph.stop());
beforeEach(async () => {
  await fixture.subgraph.orm.em.fork().nativeDelete(Attendance, {});
});

const fields = "id startedAt endedAt proxyName atTwoSites project { id } staff { id onDuty }";
const comes = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ClockInInput!) { clockIn(input: $input) { ${fields} } }`,
    { input: { project: ids.project, ...input } },
  );
const goes = (who: PersonName, attendance: string) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ClockOutInput!) { clockOut(input: $input) { ${fields} } }`,
    { input: { attendance } },
  );

describe("a day's attendance", () => {
  it("puts somebody on duty from clock-in to clock-out", async () => {
    const { data, errors } = await comes("assignee");
    expect(errors).toBeUndefined();
    expect(data!["clockIn"]).toMatchObject({
      id: expect.stringMatching(/^att_f07_/),
      endedAt: null,
      proxyName: null,
      atTwoSites: false,
      staff: { id: ids.repairer, onDuty: true },
    });
    const out = await goes("assignee", data!["clockIn"].id);
    expect(out.data!["clockOut"]).toMatchObject({ staff: { onDuty: false } });
    expect(out.data!["clockOut"].endedAt).not.toBeNull();
    expect(codeOf(await goes("assignee", data!["clockIn"].id))).toBe("ILLEGAL_TRANSITION");
  });

  it("shows whose word it is when the manager enters it", async () => {
    const { data } = await comes("manager", { staff: ids.repairer });
    expect(data!["clockIn"].proxyName).toBe("卫国强");
  });

  it("takes one clock-in at one site, though several come at once", async () => {
    const codes = (await Promise.all([1, 2, 3, 4].map(() => comes("assignee")))).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(3);
  });

  it("flags the same person at two sites, on both, and tells of it", async () => {
    const stream = await watchField(
      fixture.subgraph,
      "secretary",
      `subscription ($firm: ID!, $after: String) { staffChanged(firm: $firm, after: $after) {
        kind staff { id } attendance { id project { id } } } }`,
      { firm: ids.firm },
    );
    const events = [stream.next()];
    const both = await Promise.all([comes("assignee"), comes("assignee", { project: secondSite })]);
    expect(both.map(codeOf)).toEqual([undefined, undefined]);
    for (let more = 0; more < 2; more += 1) events.push(stream.next());
    const kinds = (await Promise.all(events)).map(({ kind }) => kind);
    expect(kinds).toEqual(["CLOCKED_IN", "CLOCKED_IN", "AT_TWO_SITES"]);
    await stream.close();
    const { data } = await fixture.subgraph.ask(
      people.manager,
      `{ attendance(atTwoSites: true) { edges { node { ${fields} } } } }`,
    );
    expect(data!["attendance"].edges).toHaveLength(2);
    const [first, second] = both.map((answer) => answer.data!["clockIn"].id as string);
    await goes("assignee", first!);
    const still = await goes("assignee", second!);
    expect(still.data!["clockOut"]).toMatchObject({ atTwoSites: true, staff: { onDuty: false } });
  });

  it("keeps on duty whoever has gone from one of two sites", async () => {
    const one = await comes("assignee");
    await comes("assignee", { project: secondSite });
    const out = await goes("assignee", one.data!["clockIn"].id);
    expect(out.data!["clockOut"].staff.onDuty).toBe(true);
  });

  it("is counted beside who is registered", async () => {
    await comes("assignee");
    const { data } = await fixture.subgraph.ask(
      people.owner,
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Community { projects { staffing { post registered present } } } } }`,
      { r: [{ __typename: "Community", id: ids.community }] },
    );
    expect(data!["_entities"][0].projects[0].staffing).toEqual([
      { post: "PROJECT_MANAGER", registered: 1, present: 0 },
      { post: "REPAIRER", registered: 1, present: 1 },
    ]);
  });

  it("is over for who has left", async () => {
    const em = fixture.subgraph.orm.em.fork();
    await em.nativeUpdate(FirmStaff, { id: ids.manager }, { leftOn: "2026-01-31" });
    expect(codeOf(await comes("manager", { staff: ids.manager }))).toBe("ILLEGAL_TRANSITION");
    await em.nativeUpdate(FirmStaff, { id: ids.manager }, { leftOn: null });
  });
});

describe("who may clock", () => {
  it.each<[PersonName, Record<string, unknown>, string]>([
    ["otherExpert", { staff: ids.repairer }, "FORBIDDEN"],
    ["otherManager", { staff: ids.repairer }, "FORBIDDEN"],
    ["gridWorker", { staff: ids.repairer }, "FORBIDDEN"],
    ["assignee", { staff: ids.manager }, "FORBIDDEN"],
    ["assignee", { project: ids.otherProject }, "NOT_FOUND"],
    ["owner", {}, "NOT_FOUND"],
    ["assignee", { project: ids.complaint }, "INVALID_ID"],
  ])("%s with %j is refused", async (who, input, code) => {
    expect(codeOf(await comes(who, input))).toBe(code);
    expect(await fixture.subgraph.orm.em.fork().count(Attendance)).toBe(0);
  });

  it.each<PersonName>(["otherExpert", "otherManager", "secretary", "owner"])(
    "%s cannot end another's presence",
    async (who) => {
      const { data } = await comes("assignee");
      expect(codeOf(await goes(who, data!["clockIn"].id))).toBe("FORBIDDEN");
    },
  );
});

describe("who may see it", () => {
  it.each<[PersonName, number]>([
    ["manager", 1],
    ["assignee", 1],
    ["secretary", 1],
    ["otherManager", 0],
    ["otherExpert", 0],
    ["gridWorker", 0],
    ["owner", 0],
  ])("%s sees %i of one, by list and by key alike", async (who, seen) => {
    const { data } = await comes("assignee");
    const { id } = data!["clockIn"];
    const list = await fixture.subgraph.ask(
      people[who],
      "{ attendance { edges { node { id } } } }",
    );
    expect(list.data!["attendance"].edges).toHaveLength(seen);
    const byKey = await fixture.subgraph.ask(
      people[who],
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Attendance { id } } }",
      { r: [{ __typename: "Attendance", id }] },
    );
    expect(codeOf(byKey)).toBe(seen ? undefined : "FORBIDDEN");
  });
});
