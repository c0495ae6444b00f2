import { type HubStub, startHubStub } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  startCleaning,
  watch,
} from "./fixture.js";

let hub: HubStub;
let fixture: Fixture;
beforeAll(async () => {
  hub = await startHubStub();
  hub.cases.set(ids.complaint, {
    responsibleFirm: { id: ids.firm },
    community: { id: ids.community },
  });
  fixture = await startCleaning({ hubUrl: hub.url });
});
afterAll(async () => {
  await fixture.subgraph.stop();
  await hub.stop();
});

const mutate = (who: PersonName, field: string, type: string, input: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { done: ${field}(input: $input) { id } }`,
    { input },
  );
const checkIn = async (who: PersonName, task: string, verb: string) =>
  mutate(who, "checkIn", "CheckInInput", {
    task,
    verb,
    photos: [await fixture.photo(who, task)],
  });

describe("cleaningTaskChanged", () => {
  it("tells of a task from its writing to its verification", async () => {
    const stream = await watch(fixture.subgraph, "gridWorker");
    const created = await mutate("manager", "createCleaningTask", "CreateCleaningTaskInput", {
      contractor: ids.contractor,
      complaint: ids.complaint,
      title: "清理积水",
      place: "3号楼",
      dueAt: new Date(Date.now() + 60_000).toISOString(),
    });
    const id = created.data!["done"].id as string;
    expect(await stream.next()).toMatchObject({
      kind: "CREATED",
      by: "卫国强",
      note: "清理积水(和苑保洁一班)",
      task: { id, complaint: { id: ids.complaint } },
    });
    await checkIn("cleaner", id, "ARRIVED");
    expect(await stream.next()).toMatchObject({
      kind: "CHECKED_IN",
      by: "孙菊香",
      organisation: "净土环境",
      note: "拍照打卡:到达",
    });
    await mutate("leader", "proxyCheckIn", "ProxyCheckInInput", {
      task: id,
      verb: "DONE",
      cleaner: ids.cleaner,
    });
    expect(await stream.next()).toMatchObject({
      kind: "CHECKED_IN",
      by: "孙菊香",
      note: "班长代录(范玉珍):完成",
      task: { state: "DONE", checkIns: [{ verb: "ARRIVED" }, { verb: "DONE" }] },
    });
    await mutate("manager", "verifyCleaningTask", "VerifyCleaningTaskInput", { task: id });
    expect(await stream.next()).toMatchObject({
      kind: "VERIFIED",
      by: "卫国强",
      organisation: null,
      task: { state: "VERIFIED" },
    });
    await stream.close();
  });

  it("goes on after a cursor, without loss or repetition", async () => {
    const id = await fixture.task();
    const stream = await watch(fixture.subgraph, "leader", { id });
    await checkIn("cleaner", id, "ARRIVED");
    const { cursor } = await stream.next();
    await stream.close();
    await checkIn("cleaner", id, "CANNOT");
    await checkIn("cleaner", id, "DONE");
    const again = await watch(fixture.subgraph, "leader", { id, after: cursor });
    expect([await again.next(), await again.next()].map(({ note }) => note)).toEqual([
      "拍照打卡:无法完成",
      "拍照打卡:完成",
    ]);
    await again.close();
  });

  it("passes over what is not the actor's to see", async () => {
    const mine = await fixture.task();
    const foreign = await fixture.task(undefined, {
      contractor: ids.otherContractor,
      crew: ids.otherCrew,
      cleaner: ids.otherCleaner,
      communityId: ids.otherCommunity,
      firmId: ids.otherFirm,
    });
    const streams = await Promise.all(
      (["leader", "manager", "gridWorker", "owner"] as const).map((who) =>
        watch(fixture.subgraph, who),
      ),
    );
    expect((await checkIn("otherCleaner", foreign, "ARRIVED")).errors).toBeUndefined();
    await checkIn("cleaner", mine, "ARRIVED");
    for (const stream of streams) expect((await stream.next()).task.id).toBe(mine);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it.each<[PersonName, string, string]>([
    ["otherLeader", "theirs", "FORBIDDEN"],
    ["app", "theirs", "FORBIDDEN"],
    ["leader", ids.complaint, "INVALID_ID"],
    ["leader", "tsk_c02_01ARZ3NDEKTSV4RRFFQ69G5FZZ", "NOT_FOUND"],
  ])("refuses %s who asks for %s", async (who, id, code) => {
    const stream = await watch(fixture.subgraph, who, {
      id: id === "theirs" ? await fixture.task() : id,
    });
    expect(codeOf(await stream.next())).toBe(code);
    await stream.close();
  });

  it("keeps nobody's name in the outbox", async () => {
    const rows = await fixture.subgraph.orm.em
      .fork()
      .execute<{ payload: unknown }[]>("select payload from outbox");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/孙菊香|范玉珍|卫国强/);
  });
});
