import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { WorkOrderState } from "../src/work-order/work-order.state.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  startProperty,
  watch,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startProperty();
});
afterAll(() => fixture.subgraph.stop());

const step = (
  who: PersonName,
  field: string,
  workOrder: string,
  more: Record<string, string> = {},
) => {
  const type =
    {
      submitWorkOrder: "SubmitWorkOrderInput",
      assignWorkOrder: "AssignWorkOrderInput",
      arriveOnSite: "ArriveOnSiteInput",
    }[field] ?? "WorkOrderStepInput";
  return fixture.subgraph.ask(
    people[who],
    `mutation ($i: ${type}!) { ${field}(input: $i) { state } }`,
    {
      i: { workOrder, ...more },
    },
  );
};

describe("workOrderChanged", () => {
  it("tells who did what for which firm, with the order as it is now", async () => {
    const id = await fixture.order(WorkOrderState.CREATED);
    const stream = await watch(fixture.subgraph, "gridWorker", { id });
    const first = stream.next();
    await step("manager", "assignWorkOrder", id, { staff: ids.repairer });
    expect(await first).toMatchObject({
      kind: "ASSIGNED",
      by: "卫国强",
      organisation: "安居物业",
      note: "已派单给刘德胜",
      workOrder: {
        id,
        state: "ASSIGNED",
        complaint: { id: ids.complaint },
        assignee: { name: "刘德胜" },
      },
    });
    await step("assignee", "acceptWorkOrder", id, { note: "十分钟到" });
    expect(await stream.next()).toMatchObject({ kind: "ACCEPTED", by: "刘德胜", note: "十分钟到" });
    await stream.close();
  });

  it("goes on after a cursor, without loss or repetition", async () => {
    const id = await fixture.order(WorkOrderState.ASSIGNED);
    const stream = await watch(fixture.subgraph, "secretary", { id });
    const first = stream.next();
    await step("assignee", "acceptWorkOrder", id);
    const { cursor } = await first;
    await stream.close();
    await step("assignee", "arriveOnSite", id);
    await step("manager", "submitWorkOrder", id, { note: "已修好" });
    const again = await watch(fixture.subgraph, "secretary", { id, after: cursor });
    expect([await again.next(), await again.next()].map(({ kind }) => kind)).toEqual([
      "ARRIVED",
      "SUBMITTED",
    ]);
    await again.close();
  });

  it("passes over what is not the actor's to see", async () => {
    const mine = await fixture.order(WorkOrderState.ASSIGNED);
    const foreign = await fixture.order(WorkOrderState.ASSIGNED, {
      firmId: ids.otherFirm,
      project: ids.otherProject,
      communityId: ids.otherCommunity,
      assignee: ids.otherRepairer,
      assigneePersonId: people.otherExpert.sub,
    });
    const streams = await Promise.all(
      (["manager", "gridWorker", "assignee"] as const).map((who) => watch(fixture.subgraph, who)),
    );
    const nexts = streams.map((stream) => stream.next());
    await step("otherManager", "acceptWorkOrder", foreign);
    await step("manager", "acceptWorkOrder", mine);
    for (const next of nexts) expect((await next).workOrder.id).toBe(mine);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it.each<[PersonName, string, string]>([
    ["otherManager", "theirs", "FORBIDDEN"],
    ["app", "theirs", "FORBIDDEN"],
    ["manager", ids.complaint, "INVALID_ID"],
    ["manager", "wo_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ", "NOT_FOUND"],
  ])("refuses %s who asks for %s", async (who, id, code) => {
    const asked = id === "theirs" ? await fixture.order() : id;
    const stream = await watch(fixture.subgraph, who, { id: asked });
    expect(codeOf(await stream.next())).toBe(code);
    await stream.close();
  });

  it("keeps nobody's name in the outbox", async () => {
    const rows = await fixture.subgraph.orm.em
      .fork()
      .execute<{ payload: unknown }[]>("select payload from outbox");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/卫国强|刘德胜/);
  });
});
