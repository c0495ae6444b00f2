import { ClockKind, ComplaintState, newId, now, setDomainClock } from "@hutong/kit";
import { watch, type Watching } from "@hutong/kit/testing";
import type { EntityManager } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { CaseClock } from "../src/clock/case-clock.entity.js";
import { TimelineEntry } from "../src/complaint/timeline.entity.js";
import { followWorkOrders } from "../src/complaint/work-orders.follow.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

/** A Monday at ten in Shanghai, and no holiday. */
const monday = new Date("2026-03-16T02:00:00Z");
const hour = 3_600_000;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
beforeEach(() => setTime(monday));
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

function setTime(start: Date): void {
  setDomainClock({ start, speed: 1, since: new Date() });
}
const pass = (hours: number): void => setTime(new Date(now().getTime() + hours * hour));

const change = async (who: PersonName, field: string, type: string, input: object) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { ${field}(input: $input) { id state } }`,
    { input },
  );
  return { done: data?.[field], code: errors?.[0]?.extensions["code"] };
};
const step = (who: PersonName, field: string, complaint: string) =>
  change(who, field, "ComplaintStepInput", { complaint });

const watchCase = (who: PersonName, id: string): Promise<Watching> =>
  watch(
    fixture.subgraph,
    people[who],
    "subscription ($id: ID) { complaintChanged(id: $id) { kind complaint { state } } }",
    { id },
  );

const clocks = async (id: string): Promise<Record<string, { state: string; dueAt: string }>> => {
  const { data } = await fixture.subgraph.ask(
    people.gridWorker,
    "query ($id: ID!) { complaint(id: $id) { clocks { kind state dueAt } } }",
    { id },
  );
  return Object.fromEntries(
    data!["complaint"].clocks.map(({ kind, ...clock }: { kind: string }) => [kind, clock]),
  );
};

async function dispatched(overrides: Record<string, unknown> = {}) {
  const id = await fixture.complain(ComplaintState.FILED, overrides);
  const stream = await watchCase("gridWorker", id);
  await stream.until("VIEWERS_CHANGED");
  await step("gridWorker", "dispatchComplaint", id);
  await stream.until("DISPATCHED");
  return { id, stream };
}

const kinds = async (complaintId: string): Promise<string[]> => {
  const entries = await fixture.subgraph.orm.em
    .fork()
    .find(TimelineEntry, { complaintId }, { orderBy: { at: "asc", id: "asc" } });
  return entries.map(({ kind }) => kind);
};

describe("the city's clocks", () => {
  it.each([
    ["a workday", "2026-03-16T02:00:00Z", 2],
    ["a Saturday", "2026-03-21T02:00:00Z", 4],
    ["a Saturday that is worked for a holiday", "2026-02-28T02:00:00Z", 2],
    ["a holiday on a workday's weekday", "2026-10-01T02:00:00Z", 4],
    ["the small hours, which count", "2026-03-16T19:00:00Z", 2],
  ])("begin with the dispatch: on %s", async (_day, at, hours) => {
    setTime(new Date(at));
    const { id, stream } = await dispatched();
    await stream.close();
    const { PUBLIC_RESPOND, PUBLIC_RESOLVE } = await clocks(id);
    const since = (due: string): number =>
      Math.round((new Date(due).getTime() - new Date(at).getTime()) / hour);
    expect([since(PUBLIC_RESPOND!.dueAt), since(PUBLIC_RESOLVE!.dueAt)]).toEqual([hours, 48]);
  });

  it("warn at a quarter left, and tell of the breach, each once", async () => {
    const { id, stream } = await dispatched();
    pass(1.6);
    await stream.until("CLOCK_WARNING");
    expect((await clocks(id))["PUBLIC_RESPOND"]?.state).toBe("WARNING");
    pass(0.5);
    await stream.until("CLOCK_BREACHED");
    await stream.until("ESCALATED");
    expect((await clocks(id))["PUBLIC_RESPOND"]?.state).toBe("BREACHED");
    await step("manager", "respondToComplaint", id);
    await stream.until("ADVANCED");
    expect(await kinds(id)).toEqual([
      "DISPATCHED",
      "CLOCK_WARNING",
      "CLOCK_BREACHED",
      "ESCALATED",
      "RESPONDED",
    ]);
    const { number } = await fixture.stored(id);
    const { data } = await fixture.subgraph.ask(
      people.manager,
      "{ notifications(first: 100) { edges { node { kind complaint { number } } } } }",
    );
    const told = data!["notifications"].edges
      .map(({ node }: { node: { kind: string; complaint: { number: string } } }) => node)
      .filter(({ complaint }: { complaint: { number: string } }) => complaint.number === number)
      .map(({ kind }: { kind: string }) => kind);
    expect(told).toEqual(["ESCALATED", "CLOCK_BREACHED", "CLOCK_WARNING", "DISPATCHED"]);
    await stream.close();
  });

  it("say nothing when the firm was in time", async () => {
    const { id, stream } = await dispatched();
    await step("manager", "respondToComplaint", id);
    await step("manager", "resolveComplaint", id);
    pass(100);
    // What fires after all that is due shows that nothing else did.
    const other = await dispatched();
    pass(3);
    await other.stream.until("CLOCK_BREACHED");
    expect(await kinds(id)).toEqual(["DISPATCHED", "RESPONDED", "RESOLVED"]);
    expect((await clocks(id))["PUBLIC_RESOLVE"]?.state).toBe("MET");
    await stream.close();
    await other.stream.close();
  });

  it("stand still while the case is put off, and go on with what was left", async () => {
    const { id, stream } = await dispatched();
    pass(1);
    await change("manager", "requestSuspension", "RequestSuspensionInput", {
      complaint: id,
      reason: "配件需定制",
    });
    await step("gridWorker", "suspendComplaint", id);
    expect((await clocks(id))["PUBLIC_RESPOND"]?.state).toBe("PAUSED");
    pass(240);
    await step("gridWorker", "resumeComplaint", id);
    const { PUBLIC_RESPOND, PUBLIC_RESOLVE } = await clocks(id);
    const left = (due: string): number =>
      Math.round((new Date(due).getTime() - now().getTime()) / hour);
    expect([left(PUBLIC_RESPOND!.dueAt), left(PUBLIC_RESOLVE!.dueAt)]).toEqual([1, 47]);
    expect(PUBLIC_RESPOND?.state).toBe("RUNNING");
    pass(1.1);
    await stream.until("CLOCK_BREACHED");
    await stream.close();
  });

  it("go on by themselves when the time asked for is over", async () => {
    const { id, stream } = await dispatched();
    await change("manager", "requestSuspension", "RequestSuspensionInput", {
      complaint: id,
      reason: "等待配件到货",
      until: new Date(now().getTime() + 72 * hour).toISOString(),
    });
    await step("gridWorker", "suspendComplaint", id);
    await stream.until("ADVANCED");
    pass(73);
    expect((await stream.until("ADVANCED")).complaint.state).toBe("SUSPENDED");
    expect((await stream.until("ADVANCED")).complaint.state).toBe("DISPATCHED");
    const last = (await kinds(id)).at(-1);
    expect(last).toBe("RESUMED");
    await stream.close();
  });

  it("give a case that was returned a new time to be answered, not to be solved", async () => {
    const { id, stream } = await dispatched();
    const before = await clocks(id);
    pass(1);
    await change("manager", "returnComplaint", "ReasonedStepInput", {
      complaint: id,
      reason: "地址有误",
    });
    pass(0.5);
    await step("gridWorker", "dispatchComplaint", id);
    const after = await clocks(id);
    expect(after["PUBLIC_RESOLVE"]?.dueAt).toBe(before["PUBLIC_RESOLVE"]?.dueAt);
    expect(Date.parse(after["PUBLIC_RESPOND"]!.dueAt)).toBeGreaterThan(
      Date.parse(before["PUBLIC_RESPOND"]!.dueAt),
    );
    await stream.close();
  });

  it("follow what the town has settled", async () => {
    const settle = (respondHoursWorkday: number) =>
      fixture.subgraph.ask(
        people.leader,
        "mutation ($i: CaseSettingsInput!) { changeCaseSettings(input: $i) { resolveHours } }",
        { i: { respondHoursWorkday } },
      );
    await settle(1);
    const { id, stream } = await dispatched();
    await settle(2);
    expect(Date.parse((await clocks(id))["PUBLIC_RESPOND"]!.dueAt) - monday.getTime()).toBeLessThan(
      1.1 * hour,
    );
    await stream.close();
  });

  it("are all kept when a case is taken up again, and the newest are shown", async () => {
    const { id, stream } = await dispatched();
    await step("manager", "respondToComplaint", id);
    await step("manager", "resolveComplaint", id);
    await change("gridWorker", "reopenComplaint", "ReasonedStepInput", {
      complaint: id,
      reason: "又漏了",
    });
    pass(10);
    await step("gridWorker", "dispatchComplaint", id);
    expect(await fixture.subgraph.orm.em.fork().count(CaseClock, { complaintId: id })).toBe(4);
    expect((await clocks(id))["PUBLIC_RESOLVE"]?.state).toBe("RUNNING");
    await stream.close();
  });
});

describe("the firm's and the contractor's promises", () => {
  const hear = (follow: typeof followWorkOrders, complaint: string, stoppedAt: string | null) =>
    fixture.subgraph.orm.em.fork().transactional((em) =>
      follow.handle(
        {
          cursor: "1-1",
          kind: stoppedAt ? "ADVANCED" : "CREATED",
          at: now().toISOString(),
          by: "系统",
          organisation: null,
          note: null,
          work: {
            number: "GD-1",
            complaint: { id: complaint },
            clocks: [
              {
                kind: ClockKind.FIRM_RESPOND,
                startedAt: now().toISOString(),
                dueAt: new Date(now().getTime() + hour / 2).toISOString(),
                stoppedAt,
              },
            ],
          },
        },
        em as EntityManager,
        { hosts: () => true },
      ),
    );
  const notesOf = async (complaintId: string) =>
    (
      await fixture.subgraph.orm.em
        .fork()
        .find(TimelineEntry, { complaintId }, { orderBy: { at: "asc", id: "asc" } })
    ).map(({ kind, note }) => `${kind} ${note ?? ""}`.trim());

  it("run on the case beside the city's, and warn and tell of their breach once", async () => {
    const { id, stream } = await dispatched();
    await hear(followWorkOrders, id, null);
    pass(0.4);
    await stream.until("CLOCK_WARNING");
    pass(0.15);
    await stream.until("CLOCK_BREACHED");
    await hear(followWorkOrders, id, now().toISOString());
    expect(await notesOf(id)).toEqual([
      "DISPATCHED",
      "WORK_ORDER_CREATED GD-1",
      "CLOCK_WARNING 企业承诺:响应 GD-1",
      "CLOCK_BREACHED 企业承诺:响应 GD-1",
      "WORK_ORDER_ADVANCED GD-1",
    ]);
    await stream.close();
  });

  it("say nothing once they are kept", async () => {
    const { id, stream } = await dispatched();
    await hear(followWorkOrders, id, null);
    await hear(followWorkOrders, id, new Date(now().getTime() + 1000).toISOString());
    pass(1.6);
    await stream.until("CLOCK_WARNING");
    expect((await notesOf(id)).slice(3)).toEqual(["CLOCK_WARNING 公共规则:响应"]);
    await stream.close();
  });
});

describe("the ladder of escalation", () => {
  const ladder = async (id: string, who: PersonName = "gridWorker") => {
    const { data } = await fixture.subgraph.ask(
      people[who],
      `query ($id: ID!) { complaint(id: $id) { state escalations {
        id level state reason raisedBy answeredBy verifiedBy steps firm { id } } } }`,
      { id },
    );
    return data!["complaint"].escalations as {
      id: string;
      level: string;
      state: string;
      steps: string[];
    }[];
  };
  const brief = async (id: string) =>
    (await ladder(id)).map(({ level, state }) => `${level} ${state}`);
  const escalate = (who: PersonName, complaint: string) =>
    change(who, "escalateComplaint", "ReasonedStepInput", { complaint, reason: "多次催办无果" });
  const answer = async (who: PersonName, escalation: string, hours = 5) => {
    const { errors } = await fixture.subgraph.ask(
      people[who],
      "mutation ($i: AnswerEscalationInput!) { answerEscalation(input: $i) { state } }",
      {
        i: {
          escalation,
          answer: "今日派专人",
          promisedAt: new Date(now().getTime() + hours * hour).toISOString(),
        },
      },
    );
    return errors?.[0]?.extensions["code"];
  };
  const verify = async (who: PersonName, escalation: string) => {
    const { errors } = await fixture.subgraph.ask(
      people[who],
      "mutation ($i: VerifyEscalationInput!) { verifyEscalation(input: $i) { state } }",
      { i: { escalation, verification: "现场已看" } },
    );
    return errors?.[0]?.extensions["code"];
  };

  it("climbs level by level, each with its own time, and is verified back down", async () => {
    const { id, stream } = await dispatched();
    const follower = await watch(
      fixture.subgraph,
      people.secretary,
      `subscription { complaintEscalated(kinds: [RAISED]) {
        kind escalation { level complaint { id } } } }`,
    );
    const raisedAt = async (level: string) => {
      for (;;) {
        const { escalation } = await follower.next();
        if (escalation.complaint.id !== id) continue;
        expect(escalation.level).toBe(level);
        return;
      }
    };
    for (const [hours, level] of [
      [2.1, "PROJECT"],
      [2.1, "AREA"],
      [4.1, "COMPANY"],
      [8.1, "CONSORTIUM"],
      [24.1, "AUTHORITY"],
    ] as const) {
      pass(hours);
      await raisedAt(level);
    }
    expect(await brief(id)).toEqual([
      "PROJECT PASSED",
      "AREA PASSED",
      "COMPANY PASSED",
      "CONSORTIUM PASSED",
      "AUTHORITY OPEN",
    ]);
    await step("manager", "respondToComplaint", id);
    await step("manager", "resolveComplaint", id);
    const [project, area, company, consortium, authority] = await ladder(id);
    // The grid has the last word, and the higher level the first.
    expect((await step("gridWorker", "verifyComplaint", id)).code).toBe("ILLEGAL_TRANSITION");
    expect(await verify("secretary", consortium!.id)).toBe("ILLEGAL_TRANSITION");
    expect(await verify("secretary", authority!.id)).toBe("FORBIDDEN");
    expect(authority!.steps).toEqual(["VERIFY"]);
    for (const [who, level] of [
      ["gridWorker", authority],
      ["secretary", consortium],
      ["manager", company],
      ["manager", area],
      ["manager", project],
    ] as const)
      expect(await verify(who, level!.id)).toBeUndefined();
    expect((await step("gridWorker", "verifyComplaint", id)).done.state).toBe("VERIFIED");
    await stream.close();
    await follower.close();
  });

  it("waits for what a level has promised, then goes on", async () => {
    const { id, stream } = await dispatched();
    await escalate("gridWorker", id);
    const [project] = await ladder(id);
    expect(await answer("manager", project!.id, 30)).toBeUndefined();
    pass(29);
    await stream.until("CLOCK_BREACHED");
    expect(await brief(id)).toEqual(["PROJECT ANSWERED"]);
    pass(1.1);
    await stream.until("ESCALATED");
    expect(await brief(id)).toEqual(["PROJECT PASSED", "AREA OPEN"]);
    await stream.close();
  });

  it("begins with the consortium where no firm serves", async () => {
    const { id, stream } = await dispatched({
      community: ids.leftCommunity,
      responsibleFirmId: null,
    });
    pass(2.1);
    await stream.until("ESCALATED");
    expect(await brief(id)).toEqual(["CONSORTIUM OPEN"]);
    const { data } = await fixture.subgraph.ask(
      people.secretary,
      "{ notifications(first: 100) { edges { node { kind complaint { id } } } } }",
    );
    expect(data!["notifications"].edges).toContainEqual({
      node: { kind: "ESCALATED", complaint: { id } },
    });
    await stream.close();
  });

  it("ends at the authority, which keeps the case", async () => {
    const { id, stream } = await dispatched();
    for (let level = 0; level < 5; level++)
      expect((await escalate("secretary", id)).code).toBeUndefined();
    expect((await escalate("secretary", id)).code).toBe("ILLEGAL_TRANSITION");
    const { data } = await fixture.subgraph.ask(
      people.secretary,
      "query ($id: ID!) { complaint(id: $id) { canEscalate } }",
      { id },
    );
    expect(data?.["complaint"].canEscalate).toBe(false);
    expect((await brief(id)).at(-1)).toBe("AUTHORITY OPEN");
    await stream.close();
  });

  it("falls away when the case is none of the firm's", async () => {
    const { id, stream } = await dispatched();
    await escalate("gridWorker", id);
    await change("manager", "markComplaintOutOfScope", "ReasonedStepInput", {
      complaint: id,
      reason: "市政管网",
    });
    expect(await brief(id)).toEqual(["PROJECT DROPPED"]);
    expect((await fixture.stored(id)).unverifiedLevels).toBe(0);
    await stream.close();
  });

  it("is raised once, however many take the case up at once", async () => {
    const { id, stream } = await dispatched();
    const results = await Promise.all(Array.from({ length: 6 }, () => escalate("gridWorker", id)));
    const raised = results.filter(({ code }) => code === undefined).length;
    const { length } = await ladder(id);
    expect(length).toBe(raised);
    expect((await brief(id)).filter((text) => text.endsWith("OPEN"))).toHaveLength(1);
    for (const { code } of results) expect([undefined, "CONFLICT"]).toContain(code);
    await stream.close();
  });

  it("is begun, answered and seen by those whom it concerns alone", async () => {
    const { id, stream } = await dispatched();
    for (const who of ["owner", "manager", "committee", "otherGridWorker", "expert"] as const)
      expect((await escalate(who, id)).code).toBe("FORBIDDEN");
    const can = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($id: ID!) { complaint(id: $id) { canEscalate } }",
          { id },
        )
      ).data?.["complaint"]?.canEscalate;
    expect(await can("gridWorker")).toBe(true);
    expect(await can("secretary")).toBe(true);
    for (const who of ["owner", "manager", "committee"] as const)
      expect(await can(who)).toBe(false);
    await escalate("gridWorker", id);
    const [project] = await ladder(id);
    for (const who of ["otherManager", "gridWorker", "secretary", "owner", "expert"] as const)
      expect(await answer(who, project!.id)).toBe("FORBIDDEN");
    expect(await answer("manager", project!.id, -1)).toBe("INVALID_INPUT");
    expect(await answer("manager", project!.id, 24 * 31)).toBe("INVALID_INPUT");
    expect(await answer("manager", project!.id)).toBeUndefined();
    expect(await answer("manager", project!.id)).toBe("ILLEGAL_TRANSITION");
    expect(await verify("manager", project!.id)).toBe("ILLEGAL_TRANSITION");
    expect(await answer("manager", newId("esc"))).toBe("NOT_FOUND");
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Escalation { level } } }`;
    const { errors } = await fixture.subgraph.ask(people.otherManager, query, {
      r: [{ __typename: "Escalation", id: project!.id }],
    });
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    await stream.close();
  });
});
