import { ComplaintState, setDomainClock } from "@hutong/kit";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { Community } from "../src/community/community.entity.js";
import { followContracts } from "../src/community/contracts.follow.js";
import { followTakeovers } from "../src/community/takeovers.follow.js";
import { TimelineEntry } from "../src/complaint/timeline.entity.js";
import { type Fixture, ids, people, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterEach(() => setDomainClock());
afterAll(() => fixture.subgraph.stop());

const tell = (step: string, community: string, handOverOn: string, firm = ids.otherFirm) =>
  fixture.subgraph.orm.em.fork().transactional((em) =>
    followTakeovers.handle(
      {
        cursor: "1",
        step,
        takeover: { handOverOn, community: { id: community }, firm: { id: firm } },
      },
      em,
      { hosts: () => true },
    ),
  );
const firmOf = async (community: string) =>
  (await fixture.subgraph.orm.em.fork().findOneOrFail(Community, community)).firmId;

/** Until a community has the new firm; the test's own time limit ends a wait in vain. */
async function changed(community: string): Promise<void> {
  while ((await firmOf(community)) !== ids.otherFirm)
    await new Promise((resolve) => setImmediate(resolve));
}

it("gives a community its new firm from the day of the hand-over on, and not before", async () => {
  await tell("HAND_OVER", ids.leftCommunity, "2026-01-05");
  await changed(ids.leftCommunity);

  const before = await firmOf(ids.community);
  await tell("DECIDE", ids.community, "2026-01-05");
  await tell("HAND_OVER", ids.community, "2999-05-01");
  const justBefore = new Date("2999-04-30T23:59:30+08:00");
  setDomainClock({ start: justBefore, speed: 1, since: new Date() });
  expect(await firmOf(ids.community)).toBe(before);
  setDomainClock({ start: new Date("2999-05-01T00:00:00+08:00"), speed: 1, since: new Date() });
  await changed(ids.community);
});

it("sends what the firm before had at work to the new firm, remembers who had it, and sends nothing else", async () => {
  const { DISPATCHED, IN_PROGRESS, RESOLVED } = ComplaintState;
  const states = [DISPATCHED, IN_PROGRESS, RESOLVED];
  // The community of the test before is the other firm's by now.
  const had = { community: ids.leftCommunity, responsibleFirmId: ids.otherFirm };
  const [fresh, working, resolved] = await Promise.all(
    states.map((state) => fixture.complain(state, had)),
  );
  const elsewhere = await fixture.complain(DISPATCHED, { responsibleFirmId: ids.otherFirm });
  await tell("HAND_OVER", ids.leftCommunity, "2026-01-06", ids.firm);
  while ((await firmOf(ids.leftCommunity)) !== ids.firm)
    await new Promise((resolve) => setImmediate(resolve));
  for (const id of [fresh!, working!]) {
    expect(await fixture.stored(id)).toMatchObject({
      state: "DISPATCHED",
      responsibleFirmId: ids.firm,
    });
    const kinds = await fixture.subgraph.orm.em
      .fork()
      .find(TimelineEntry, { complaintId: id }, { orderBy: { at: "asc", id: "asc" } });
    expect(kinds.map(({ kind, by }) => [kind, by])).toEqual([
      ["RETURNED", "系统"],
      ["DISPATCHED", "系统"],
    ]);
  }
  const { data } = await fixture.subgraph.ask(
    people.gridWorker,
    "query ($id: ID!) { complaint(id: $id) { responsibleFirm { id } firms { id } } }",
    { id: fresh! },
  );
  expect(data?.["complaint"]).toEqual({
    responsibleFirm: { id: ids.firm },
    firms: [{ id: ids.otherFirm }, { id: ids.firm }],
  });
  for (const [id, state] of [
    [resolved!, "RESOLVED"],
    [elsewhere, "DISPATCHED"],
  ] as const)
    expect(await fixture.stored(id)).toMatchObject({ state, responsibleFirmId: ids.otherFirm });
});

const step = (name: string, who: (typeof people)[keyof typeof people], input: object) =>
  fixture.subgraph.ask(
    who,
    `mutation ($input: ${name === "requestSuspension" ? "RequestSuspensionInput" : "ComplaintStepInput"}!) { ${name}(input: $input) { state } }`,
    { input },
  );

it("leaves put off what was put off, and gives it to the new firm, to be answered anew when it goes on", async () => {
  const id = await fixture.complain(ComplaintState.IN_PROGRESS, {
    community: ids.leftCommunity,
    responsibleFirmId: ids.firm,
  });
  const reason = "等待业主表决使用维修基金";
  for (const [name, who, input] of [
    ["requestSuspension", people.manager, { complaint: id, reason }],
    ["suspendComplaint", people.gridWorker, { complaint: id }],
  ] as const)
    expect((await step(name, who, input)).errors).toBeUndefined();
  await tell("HAND_OVER", ids.leftCommunity, "2026-01-07");
  await changed(ids.leftCommunity);
  expect(await fixture.stored(id)).toMatchObject({
    state: "SUSPENDED",
    responsibleFirmId: ids.otherFirm,
    formerFirmIds: [ids.firm],
  });
  const clocks = async () => {
    const { data } = await fixture.subgraph.ask(
      people.gridWorker,
      "query ($id: ID!) { complaint(id: $id) { clocks { kind state } } }",
      { id },
    );
    return data!["complaint"].clocks;
  };
  expect((await step("resumeComplaint", people.gridWorker, { complaint: id })).errors).toBe(
    undefined,
  );
  expect(await fixture.stored(id)).toMatchObject({
    state: "DISPATCHED",
    responsibleFirmId: ids.otherFirm,
    stateBefore: null,
  });
  expect(await clocks()).toContainEqual({ kind: "PUBLIC_RESPOND", state: "RUNNING" });
});

it("settles what the firm before had asked to put off, and was not answered", async () => {
  const id = await fixture.complain(ComplaintState.IN_PROGRESS, {
    community: ids.leftCommunity,
    responsibleFirmId: ids.otherFirm,
  });
  const input = { complaint: id, reason: "等配件" };
  expect((await step("requestSuspension", people.otherManager, input)).errors).toBeUndefined();
  await tell("HAND_OVER", ids.leftCommunity, "2026-01-08", ids.firm);
  while ((await firmOf(ids.leftCommunity)) !== ids.firm)
    await new Promise((resolve) => setImmediate(resolve));
  const { data } = await fixture.subgraph.ask(
    people.gridWorker,
    "query ($id: ID!) { complaint(id: $id) { state suspensions { state decidedBy } } }",
    { id },
  );
  expect(data?.["complaint"]).toEqual({
    state: "DISPATCHED",
    suspensions: [{ state: "REFUSED", decidedBy: "系统" }],
  });
});

it("follows the owners' contracts as they begin, and nothing told late that was before", async () => {
  const begins = (startsOn: string, firm: string) =>
    fixture.subgraph.orm.em.fork().transactional((em) =>
      followContracts.handle(
        {
          cursor: "1",
          contract: { startsOn, community: { id: ids.leftCommunity }, firm: { id: firm } },
        },
        em,
        { hosts: () => true },
      ),
    );
  const id = await fixture.complain(ComplaintState.DISPATCHED, {
    community: ids.leftCommunity,
    responsibleFirmId: ids.firm,
  });
  await begins("2026-01-02", ids.otherFirm);
  expect(await firmOf(ids.leftCommunity)).toBe(ids.firm);
  await begins("2026-01-09", ids.otherFirm);
  expect(await firmOf(ids.leftCommunity)).toBe(ids.otherFirm);
  expect(await fixture.stored(id)).toMatchObject({
    state: "DISPATCHED",
    responsibleFirmId: ids.otherFirm,
  });
});
