import { setDomainClock } from "@hutong/kit";
import { type HubStub, startHubStub } from "@hutong/kit/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";
import {
  advance,
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  photoOf,
  startProperty,
  watch,
} from "./fixture.js";

const minute = 60_000;
let hub: HubStub;
let fixture: Fixture;
beforeAll(async () => {
  hub = await startHubStub();
  hub.cases.set(ids.complaint, {
    responsibleFirm: { id: ids.firm },
    community: { id: ids.community },
  });
  fixture = await startProperty({ hubUrl: hub.url });
});
afterAll(async () => {
  await fixture.subgraph.stop();
  await hub.stop();
});
afterEach(() => setDomainClock());

const step = (who: PersonName, field: string, type: string, input: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { step: ${field}(input: $input) {
      id state fundResolution fundLimitFen clocks { kind state } } }`,
    { input },
  );

async function create(work = "MINOR_REPAIR"): Promise<string> {
  const { data } = await fixture.subgraph.ask(
    people.manager,
    "mutation ($input: CreateWorkOrderInput!) { createWorkOrder(input: $input) { id } }",
    { input: { firm: ids.firm, complaint: ids.complaint, title: "更换立管", work } },
  );
  return data!["createWorkOrder"].id;
}

describe("the firm's promise", () => {
  let id: string;
  beforeEach(async () => {
    id = await create();
  });

  it("to respond in 30 minutes is broken by the clock alone, and a late response still counts", async () => {
    const stream = await watch(fixture.subgraph, "gridWorker", { id });
    const next = stream.next();
    advance(31 * minute);
    expect(await next).toMatchObject({
      kind: "OVERDUE",
      by: "系统",
      organisation: "安居物业",
      note: "超过 30 分钟未响应",
      workOrder: { state: "OVERDUE" },
    });
    await stream.close();
    await step("manager", "assignWorkOrder", "AssignWorkOrderInput", {
      workOrder: id,
      staff: ids.repairer,
    });
    const accepted = await step("assignee", "acceptWorkOrder", "WorkOrderStepInput", {
      workOrder: id,
    });
    expect(accepted.data!["step"]).toMatchObject({
      state: "ACCEPTED",
      clocks: [
        { kind: "FIRM_RESPOND", state: "BREACHED" },
        { kind: "FIRM_ON_SITE", state: "RUNNING" },
      ],
    });
  });

  it("to come in 2 hours is broken though somebody had responded; coming late goes on", async () => {
    await step("manager", "assignWorkOrder", "AssignWorkOrderInput", {
      workOrder: id,
      staff: ids.repairer,
    });
    await step("assignee", "acceptWorkOrder", "WorkOrderStepInput", { workOrder: id });
    const stream = await watch(fixture.subgraph, "manager", { id });
    const next = stream.next();
    advance(121 * minute);
    // The promise to respond was kept, so that the first to be told is the second promise.
    expect(await next).toMatchObject({ kind: "OVERDUE", note: "超过 2 小时未到场" });
    await stream.close();
    const arrived = await step("assignee", "arriveOnSite", "ArriveOnSiteInput", { workOrder: id });
    expect(arrived.data!["step"].state).toBe("ON_SITE");
  });

  it("is not broken for work that is past it", async () => {
    for (const [who, field, type, more] of [
      ["manager", "assignWorkOrder", "AssignWorkOrderInput", { staff: ids.repairer }],
      ["assignee", "acceptWorkOrder", "WorkOrderStepInput", {}],
      ["assignee", "arriveOnSite", "ArriveOnSiteInput", {}],
    ] as const)
      await step(who, field, type, { workOrder: id, ...more });
    const other = await create();
    const stream = await watch(fixture.subgraph, "manager");
    const next = stream.next();
    advance(121 * minute);
    const seen = [await next, await stream.next()].map(({ workOrder }) => workOrder.id);
    await stream.close();
    expect(seen).toEqual([other, other]);
    expect((await fixture.stored(id)).state).toBe(WorkOrderState.ON_SITE);
  });
});

describe("work for the owners' fund", () => {
  const approve = (who: PersonName, workOrder: string, more: Record<string, unknown> = {}) =>
    step(who, "approveFunding", "ApproveFundingInput", {
      workOrder,
      resolution: "业决〔2026〕3 号",
      limitFen: 1_200_000,
      ...more,
    });

  it("cannot be reported done before the owners' approval is on record", async () => {
    const id = await create("MAJOR_REPAIR");
    await fixture.subgraph.orm.em.fork().nativeUpdate(
      WorkOrder,
      { id },
      {
        state: WorkOrderState.ON_SITE,
        assignee: ids.repairer,
        assigneePersonId: people.assignee.sub,
      },
    );
    const photo = await photoOf(fixture.subgraph, people.assignee.sub, id);
    const submit = () =>
      step("assignee", "submitWorkOrder", "SubmitWorkOrderInput", {
        workOrder: id,
        note: "立管已整体更换",
        photos: [photo],
      });
    expect(codeOf(await submit())).toBe("FUNDING_NOT_APPROVED");
    expect((await fixture.stored(id)).state).toBe(WorkOrderState.ON_SITE);
    const stream = await watch(fixture.subgraph, "owner", { id });
    const next = stream.next();
    const { data } = await approve("committee", id);
    expect(data!["step"]).toMatchObject({
      fundResolution: "业决〔2026〕3 号",
      fundLimitFen: 1_200_000,
    });
    expect(await next).toMatchObject({ kind: "FUNDING_APPROVED", note: "业决〔2026〕3 号" });
    await stream.close();
    expect((await submit()).data!["step"].state).toBe("SUBMITTED");
    expect(codeOf(await approve("committee", id))).toBe("ILLEGAL_TRANSITION");
  });

  it("is not approved of where the service fee pays", async () => {
    expect(codeOf(await approve("committee", await create()))).toBe("ILLEGAL_TRANSITION");
  });

  it.each<PersonName>([
    "manager",
    "assignee",
    "owner",
    "otherCommittee",
    "gridWorker",
    "secretary",
  ])("is approved of by the community's committee, not by %s", async (who) => {
    const id = await create("RENEWAL");
    expect(codeOf(await approve(who, id))).toBe("FORBIDDEN");
    expect((await fixture.stored(id)).fundApprovedAt).toBeNull();
  });

  it.each([{ resolution: "" }, { limitFen: 0 }])("refuses %j", async (more) => {
    const id = await create("RENEWAL");
    expect(codeOf(await approve("committee", id, more))).toBe("INVALID_INPUT");
  });
});
