import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { PlatformClause } from "../src/agreement/platform-clause.entity.js";
import { Dispute } from "../src/settlement/dispute.entity.js";
import { LabourEntry } from "../src/settlement/ledger-entry.entity.js";
import { codeOf, type Fixture, ids, people, type PersonName, watchField } from "./fixture.js";
import {
  agree,
  answer,
  grab,
  hire,
  monday,
  sendTask,
  setTime,
  startMonday,
  until,
  type Worker,
} from "./labour-fixture.js";

let fixture: Fixture;
let worker: Worker;
beforeAll(async () => {
  fixture = await startMonday();
  worker = await hire(fixture);
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

/** A task of the repairer that the worker grabs and does. */
async function grabbed(): Promise<Record<string, any>> {
  setTime(monday);
  const task = await sendTask(fixture);
  await until(fixture, "2026-05-11T12:01:00+08:00", "OPENED", [task]);
  const { data } = await grab(fixture, worker, task);
  await answer(fixture, worker.claims, task);
  return data!["grabTask"];
}
const entries = (grabId: string) =>
  fixture.subgraph.orm.em.fork().find(LabourEntry, { grabId }, { orderBy: { amountFen: "asc" } });
const dispute = (claims: (typeof people)[PersonName] | Worker["claims"], entry: string) =>
  fixture.subgraph.ask(
    claims,
    `mutation ($input: RaiseDisputeInput!) { raiseDispute(input: $input) { id state entry { id } } }`,
    { input: { entry, reason: "当时正在抢修水管" } },
  );
const resolve = (who: PersonName, id: string, upheld: boolean) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ResolveDisputeInput!) { resolveDispute(input: $input) {
      id state resolution resolvedBy } }`,
    { input: { dispute: id, upheld, resolution: "经核实派工记录" } },
  );

describe("without an agreement in force there that both signed and that names the platform", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["there is none", async () => {}],
    ["it names no platform", () => agree(fixture, { namesPlatform: false })],
    ["it is not in force yet", () => agree(fixture, { startsOn: "2026-06-01" })],
    ["it was only proposed", () => agree(fixture, { state: "PROPOSED", answeredAt: null })],
    ["it was refused", () => agree(fixture, { state: "REFUSED" })],
    ["it is another community's", () => agree(fixture, { community: { id: ids.otherCommunity } })],
    ["it is another firm's", () => agree(fixture, { firm: { id: ids.otherFirm } })],
    [
      "it has lost its force",
      async () => agree(fixture, { id: await agree(fixture), state: "EXPIRED" }),
    ],
  ])("a grab is recorded and nobody pays or is paid: %s", async (_why, prepare) => {
    await prepare();
    const done = await grabbed();
    expect(done).toMatchObject({ rewardFen: null, penaltyFen: null, agreement: null });
    expect(await entries(done["id"])).toEqual([]);
    await fixture.subgraph.orm.em.fork().nativeDelete(PlatformClause, {});
  });
});

describe("with one", () => {
  it("penalty and reward are entered when the work is done, and the month is settled by itself, once", async () => {
    setTime(monday);
    const agreement = await agree(fixture);
    const done = await grabbed();
    expect(done).toMatchObject({ rewardFen: 1500, penaltyFen: 2000, agreement: { id: agreement } });
    const [penalty, reward] = await entries(done["id"]);
    expect(penalty).toMatchObject({ kind: "PENALTY", amountFen: -2000, personId: "per_rep" });
    expect(reward).toMatchObject({ kind: "REWARD", amountFen: 1500, personId: worker.claims.sub });

    const stream = await watchField(
      fixture.subgraph,
      "manager",
      `subscription ($firm: ID!, $after: String) { settlementChanged(firm: $firm, after: $after) {
        kind settlement { id month lines { staff { id } rewardFen penaltyFen reversedFen netFen } }
        dispute { id state } } }`,
      { firm: ids.firm },
    );
    const first = stream.next();
    setTime("2026-06-01T01:31:00+08:00");
    const settled = await first;
    expect(settled).toMatchObject({ kind: "SETTLED", settlement: { month: "2026-05" } });
    const lines = new Map(
      settled.settlement.lines.map((line: { staff: { id: string } }) => [line.staff.id, line]),
    );
    expect(lines.get(ids.repairer)).toMatchObject({
      penaltyFen: 2000,
      rewardFen: 0,
      netFen: -2000,
    });
    expect(lines.get(worker.staff)).toMatchObject({ rewardFen: 1500, penaltyFen: 0, netFen: 1500 });

    // The one penalised disputes it after the settlement, and is right: the next month takes it back.
    const raised = await dispute(people.assignee, penalty!.id);
    expect(raised.data!["raiseDispute"]).toMatchObject({
      state: "OPENED",
      entry: { id: penalty!.id },
    });
    expect(await stream.next()).toMatchObject({ kind: "DISPUTED" });
    expect(codeOf(await dispute(people.assignee, penalty!.id))).toBe("CONFLICT");
    const { id } = raised.data!["raiseDispute"];
    expect((await resolve("manager", id, true)).data!["resolveDispute"]).toMatchObject({
      state: "UPHELD",
      resolvedBy: "卫国强",
    });
    expect(await stream.next()).toMatchObject({ kind: "RESOLVED", dispute: { id } });
    for (const upheld of [true, false])
      expect(codeOf(await resolve("manager", id, upheld))).toBe("ILLEGAL_TRANSITION");
    setTime("2026-07-01T01:31:00+08:00");
    const next = await stream.next();
    expect(next.settlement).toMatchObject({
      month: "2026-06",
      lines: [{ staff: { id: ids.repairer }, penaltyFen: 0, reversedFen: 2000, netFen: 2000 }],
    });
    await stream.close();
    const mine = await fixture.subgraph.ask(
      people.assignee,
      `query ($firm: ID!) { settlements(firm: $firm) { month lines { netFen } }
        labourEntries { edges { node { kind amountFen settled } } } }`,
      { firm: ids.firm },
    );
    // Staff see their own lines alone.
    expect(mine.data!["settlements"]).toEqual([
      { month: "2026-06", lines: [{ netFen: 2000 }] },
      { month: "2026-05", lines: [{ netFen: -2000 }] },
    ]);
    expect(mine.data!["labourEntries"].edges.map(({ node }: any) => node)).toEqual([
      { kind: "REVERSAL", amountFen: 2000, settled: true },
      { kind: "PENALTY", amountFen: -2000, settled: true },
    ]);
    const reversal = (await entries(done["id"])).find(({ kind }) => kind === "REVERSAL")!;
    expect(codeOf(await dispute(people.assignee, reversal.id))).toBe("ILLEGAL_TRANSITION");
  });

  it("a dispute that is rejected leaves the amount as it stands", async () => {
    const done = await grabbed();
    const [penalty] = await entries(done["id"]);
    const { data } = await dispute(people.assignee, penalty!.id);
    const { id } = data!["raiseDispute"];
    expect((await resolve("manager", id, false)).data!["resolveDispute"].state).toBe("REJECTED");
    expect(await entries(done["id"])).toHaveLength(2);
    expect(codeOf(await resolve("manager", id, true))).toBe("ILLEGAL_TRANSITION");
  });

  it("work that is grabbed and not done earns and costs nothing", async () => {
    setTime(monday);
    const task = await sendTask(fixture);
    await until(fixture, "2026-05-11T12:01:00+08:00", "OPENED", [task]);
    const { data } = await grab(fixture, worker, task);
    await until(fixture, "2026-05-11T14:05:00+08:00", "LAPSED", [task]);
    expect(await entries(data!["grabTask"].id)).toEqual([]);
  });
});

describe("who may", () => {
  it("only whose amount it is disputes it, and nobody decides in their own case", async () => {
    const done = await grabbed();
    const [penalty] = await entries(done["id"]);
    for (const who of ["manager", "otherExpert", "secretary", "owner", "otherManager"] as const)
      expect(codeOf(await dispute(people[who], penalty!.id))).toBe("FORBIDDEN");
    const { data } = await dispute(people.assignee, penalty!.id);
    const { id } = data!["raiseDispute"];
    for (const who of ["assignee", "otherManager", "secretary", "owner"] as const)
      expect(codeOf(await resolve(who, id, true))).toBe("FORBIDDEN");
    await fixture.subgraph.orm.em
      .fork()
      .nativeUpdate(Dispute, { id }, { personId: people.manager.sub });
    expect(codeOf(await resolve("manager", id, true))).toBe("FORBIDDEN");
    expect((await resolve("deputy", id, true)).errors).toBeUndefined();
  });

  it.each<[PersonName, boolean]>([
    ["manager", true],
    ["secretary", true],
    ["otherManager", false],
    ["otherExpert", false],
    ["gridWorker", false],
    ["owner", false],
  ])("%s sees amounts and disputes: %s", async (who, sees) => {
    const { data } = await fixture.subgraph.ask(
      people[who],
      "{ labourEntries { edges { node { id } } } labourDisputes { edges { node { id } } } grabs { edges { node { id } } } }",
    );
    for (const list of ["labourEntries", "labourDisputes", "grabs"])
      expect(data![list].edges.length > 0).toBe(sees);
    const settlements = await fixture.subgraph.ask(
      people[who],
      "query ($firm: ID!) { settlements(firm: $firm) { id } }",
      { firm: ids.firm },
    );
    expect(codeOf(settlements)).toBe(sees ? undefined : "FORBIDDEN");
  });
});
