import { newId, now, setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { Attendance } from "../src/attendance/attendance.entity.js";
import { DutyPlan } from "../src/daily-task/duty-plan.entity.js";
import { HomeOrder } from "../src/home-order/home-order.entity.js";
import { HomeOrderEntry, HomeOrderState } from "../src/home-order/home-order.state.js";
import { InspectionKind, InspectionPoint } from "../src/inspection/inspection-point.entity.js";
import { Migration20261122000004_operators_and_finders } from "../src/migrations/Migration20261122000004_operators_and_finders.js";
import { PropertyProject } from "../src/project/project.entity.js";
import { followContracts } from "../src/project/contracts.follow.js";
import { followTakeovers } from "../src/project/takeovers.follow.js";
import { FirmStaff } from "../src/staff/staff.entity.js";
import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";
import { codeOf, type Fixture, ids, people, watch } from "./fixture.js";
import { sendTask, setTime, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

const em = () => fixture.subgraph.orm.em.fork();
const successor = {
  id: ids.otherFirm,
  operator: "f08",
  shortName: "明德物业",
  hotline: "6800-0008",
};
const community = { id: ids.community, name: "和苑", address: "东街 1 号" };

const tell = (step: string, told: Record<string, unknown> = {}) =>
  em().transactional(
    async (inner) =>
      void followTakeovers.handle(
        {
          cursor: "1",
          step,
          takeover: { handOverOn: "2026-05-20", community, firm: successor, ...told },
        },
        inner,
        fixture.subgraph.hosting,
      ),
  );
const project = (firmId: string) =>
  em().findOne(PropertyProject, { firmId, communityId: ids.community });

beforeEach(async () => {
  await em().nativeUpdate(PropertyProject, { id: ids.project }, { handedOverOn: null });
});

it("ends the old firm's part and begins the new firm's on the day, and not before", async () => {
  const open = await fixture.order(WorkOrderState.ON_SITE);
  const submitted = await fixture.order(WorkOrderState.SUBMITTED);
  await sendTask(fixture);
  const fork = em();
  const seen = fork.create(Attendance, {
    id: newId("att", "f07"),
    firmId: ids.firm,
    project: ids.project,
    staff: ids.repairer,
    personId: people.assignee.sub,
    startedAt: now(),
  });
  const homeOrder = (state: HomeOrderState) =>
    fork.create(HomeOrder, {
      id: newId("hso", "f07"),
      firmId: ids.firm,
      communityId: ids.community,
      project: ids.project,
      entry: HomeOrderEntry.SERVICE,
      state,
      title: "换水龙头",
      residentPersonId: people.owner.sub,
      residentName: "方芳",
      residentPhone: "13800000000",
      address: "1号楼101",
      orderedAt: now(),
    });
  const unanswered = homeOrder(HomeOrderState.ORDERED);
  const agreed = homeOrder(HomeOrderState.AGREED);
  const point = fork.create(InspectionPoint, {
    id: newId("ipt", "f07"),
    firmId: ids.firm,
    communityId: ids.community,
    project: ids.project,
    kind: InspectionKind.HYDRANT,
    code: "X-1",
    place: "1号楼",
    since: now(),
  });
  await fork.flush();

  await tell("DECIDE");
  await tell("HAND_OVER");
  expect((await project(ids.firm))!.handedOverOn).toBeNull();
  const stream = await watch(fixture.subgraph, "secretary");
  const first = stream.next();
  setTime("2026-05-20T00:00:01+08:00");
  expect(await first).toMatchObject({
    kind: "CLOSED",
    by: "系统",
    note: "小区自2026-05-20起由明德物业接管",
    workOrder: { id: open, state: "CLOSED" },
  });
  await stream.close();

  expect((await project(ids.firm))!.handedOverOn).toBe("2026-05-20");
  const listed = async (which: "projects" | "formerProjects"): Promise<string[]> => {
    const { data } = await fixture.subgraph.ask(
      people.secretary,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { listed: ${which} { id } } } }`,
      { r: [{ __typename: "Community", id: ids.community }] },
    );
    return data!["_entities"][0].listed.map(({ id }: { id: string }) => id);
  };
  expect(await listed("projects")).not.toContain(ids.project);
  expect(await listed("formerProjects")).toContain(ids.project);
  expect(await project(ids.otherFirm)).toMatchObject({
    name: "和苑服务中心",
    firmShortName: "明德物业",
    startedOn: "2026-05-20",
    handedOverOn: null,
    managerId: null,
  });
  expect((await project(ids.otherFirm))!.id).toMatch(/^prj_f08_/);
  const states = async () => ({
    submitted: (await em().findOneOrFail(WorkOrder, submitted)).state,
    unanswered: (await em().findOneOrFail(HomeOrder, unanswered.id)).state,
    agreed: (await em().findOneOrFail(HomeOrder, agreed.id)).state,
    plans: await em().count(DutyPlan, { project: ids.project, endedAt: null }),
    present: await em().count(Attendance, { id: seen.id, endedAt: null }),
    points: await em().count(InspectionPoint, { id: point.id, until: null }),
  });
  expect(await states()).toEqual({
    submitted: "SUBMITTED",
    unanswered: "DECLINED",
    agreed: "AGREED",
    plans: 0,
    present: 0,
    points: 0,
  });
  // Its people stay in its own register, off duty, and none of them in the new firm's.
  expect(await em().findOneOrFail(FirmStaff, ids.repairer)).toMatchObject({
    firmId: ids.firm,
    leftOn: null,
    onDuty: false,
  });
  expect(await em().count(FirmStaff, { firmId: ids.otherFirm })).toBe(1);
});

it.each([
  [
    "clockIn",
    people.assignee,
    `mutation { step: clockIn(input: { project: "${ids.project}" }) { id } }`,
  ],
  [
    "planDuty",
    people.manager,
    `mutation { step: planDuty(input: { project: "${ids.project}", staff: "${ids.repairer}", title: "巡查", weekdays: [1] }) { id } }`,
  ],
  [
    "placeHomeOrder",
    people.owner,
    `mutation { step: placeHomeOrder(input: { project: "${ids.project}", entry: SERVICE, title: "换灯", phone: "13800000000", address: "1号楼101" }) { id } }`,
  ],
  [
    "addInspectionPoint",
    people.manager,
    `mutation { step: addInspectionPoint(input: { project: "${ids.project}", kind: HYDRANT, code: "X-9", place: "1号楼" }) { id } }`,
  ],
] as const)("nothing more begins where another firm serves: %s", async (_what, who, document) => {
  await em().nativeUpdate(PropertyProject, { id: ids.project }, { handedOverOn: "2026-05-01" });
  expect(codeOf(await fixture.subgraph.ask(who, document))).toBe("ILLEGAL_TRANSITION");
});

it("takes a firm back that returns, and leaves alone one that is served elsewhere", async () => {
  setTime("2026-06-10T08:00:00+08:00");
  await em().nativeUpdate(PropertyProject, { id: ids.project }, { handedOverOn: "2026-05-20" });
  await tell("HAND_OVER", {
    handOverOn: "2026-06-01",
    firm: { ...successor, id: ids.firm, operator: "f07", shortName: "安居物业" },
  });
  while ((await project(ids.firm))!.handedOverOn)
    await new Promise((resolve) => setImmediate(resolve));
  expect((await project(ids.otherFirm))!.handedOverOn).toBe("2026-06-01");
  const stranger = newId("firm");
  await tell("HAND_OVER", {
    handOverOn: "2026-06-05",
    firm: { ...successor, id: stranger, operator: "f29" },
  });
  while (!(await project(ids.firm))!.handedOverOn)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await project(stranger)).toBeNull();
});

it("serves a community by the owners' contract, also for a firm that has nothing here yet; what is told late changes nothing", async () => {
  setTime("2026-07-01T08:00:00+08:00");
  const newcomer = {
    id: newId("firm"),
    operator: "f09",
    shortName: "清源物业",
    hotline: "6800-0009",
  };
  const begins = (startsOn: string, firm: typeof newcomer) =>
    em().transactional((inner) =>
      followContracts.handle(
        { cursor: "1", contract: { startsOn, community, firm } },
        inner,
        fixture.subgraph.hosting,
      ),
    );
  await begins("2026-07-01", newcomer);
  expect((await project(ids.firm))!.handedOverOn).toBe("2026-07-01");
  const opened = await project(newcomer.id);
  expect(opened).toMatchObject({ startedOn: "2026-07-01", handedOverOn: null });
  expect(opened!.id).toMatch(/^prj_f09_/);
  await begins("2026-02-01", successor);
  expect((await project(newcomer.id))!.handedOverOn).toBeNull();
  // The same again, and nothing more.
  await begins("2026-07-01", newcomer);
  expect(
    await em().count(PropertyProject, { communityId: ids.community, handedOverOn: null }),
  ).toBe(1);
});

it("sets right a hand-over that was stored before operators were told", async () => {
  const { operator: _untold, ...firm } = successor;
  const stored = async (subject: string): Promise<unknown> => {
    const [row] = await em().execute<{ data: { firm: { operator?: string } } }[]>(
      "select data from timer where name = 'project/hand-over' and subject = ?",
      [subject],
    );
    return row?.data.firm.operator;
  };
  const store = (subject: string, of: object): Promise<unknown> =>
    em().execute(
      "insert into timer (name, subject, due_at, data) values ('project/hand-over', ?, '2099-01-01', ?)",
      [
        subject,
        JSON.stringify({ community: { ...community, id: subject }, firm: of, on: "2099-01-01" }),
      ],
    );
  const [known, stranger] = [newId("cty"), newId("cty")];
  await store(known, firm);
  const migration = new Migration20261122000004_operators_and_finders(
    em().getDriver(),
    fixture.subgraph.orm.config,
  );
  migration.up();
  const migrate = async (): Promise<void> => {
    for (const query of migration.getQueries().map(String))
      if (!query.startsWith("alter table")) await em().execute(query);
  };
  const position = async (): Promise<unknown> =>
    (await em().execute("select cursor from follow_position where name = 'kept'"))[0]?.cursor;
  await em().execute(
    "insert into follow_position (name, follow, cursor) values ('kept', 'property/takeovers', '7-7')",
  );
  await migrate();
  expect([await stored(known), await position()]).toEqual(["f08", "7-7"]);
  // Whose operator nobody here can know is asked for again.
  await store(stranger, { ...firm, id: newId("firm") });
  await migrate();
  expect([await stored(stranger), await position()]).toEqual([undefined, null]);
  await em().execute("delete from timer where name = 'project/hand-over'");
});
