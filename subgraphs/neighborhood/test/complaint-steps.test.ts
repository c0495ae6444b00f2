import { ComplaintState } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ComplaintStep, complaintSteps } from "../src/complaint/complaint.state.js";
import { type Fixture, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const mutations: Record<ComplaintStep, { name: string; reasoned?: boolean; by: PersonName }> = {
  FILE: { name: "fileComplaint", by: "gridWorker" },
  DISPATCH: { name: "dispatchComplaint", by: "gridWorker" },
  RESPOND: { name: "respondToComplaint", by: "manager" },
  START: { name: "startComplaint", by: "manager" },
  RESOLVE: { name: "resolveComplaint", by: "manager" },
  VERIFY: { name: "verifyComplaint", by: "gridWorker" },
  CALL_BACK: { name: "callBackComplaint", by: "gridWorker" },
  CLOSE: { name: "closeComplaint", by: "gridWorker" },
  MERGE: { name: "mergeComplaint", by: "gridWorker" },
  UNMERGE: { name: "unmergeComplaint", by: "gridWorker" },
  REJECT: { name: "rejectComplaint", reasoned: true, by: "gridWorker" },
  MARK_OUT_OF_SCOPE: { name: "markComplaintOutOfScope", reasoned: true, by: "gridWorker" },
  RETURN: { name: "returnComplaint", reasoned: true, by: "manager" },
  REQUEST_SUSPENSION: { name: "requestSuspension", reasoned: true, by: "manager" },
  SUSPEND: { name: "suspendComplaint", by: "gridWorker" },
  REFUSE_SUSPENSION: { name: "refuseSuspension", reasoned: true, by: "gridWorker" },
  RESUME: { name: "resumeComplaint", by: "gridWorker" },
  REOPEN: { name: "reopenComplaint", reasoned: true, by: "gridWorker" },
};

async function take(step: ComplaintStep, complaint: string, who: PersonName = mutations[step].by) {
  const { name, reasoned } = mutations[step];
  const types: Partial<Record<ComplaintStep, string>> = {
    MERGE: "MergeComplaintInput",
    CALL_BACK: "CallBackInput",
    FILE: "FileComplaintInput",
    REQUEST_SUSPENSION: "RequestSuspensionInput",
  };
  const type = types[step] ?? (reasoned ? "ReasonedStepInput" : "ComplaintStepInput");
  const rest =
    step === "MERGE" ? { into: await fixture.complain() } : reasoned ? { reason: "情况说明" } : {};
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { ${name}(input: $input) { state } }`,
    { input: { complaint, ...rest } },
  );
  return {
    state: data?.[name]?.state as string | undefined,
    code: errors?.[0]?.extensions["code"],
    errors,
  };
}

/** What a case in a state has beside it. */
const storedWith = (step: ComplaintStep, state: ComplaintState): Record<string, unknown> => ({
  ...(state === "SUSPENDED" && { stateBefore: "IN_PROGRESS" }),
  ...(state === "MERGED" && { stateBefore: "RECEIVED", mergedAt: new Date() }),
  ...(step === "CALL_BACK" && state === "CALLED_BACK" && { answered: false }),
  ...(state === "OUT_OF_SCOPE" && { outOfScopeAt: new Date() }),
  ...((step === "SUSPEND" || step === "REFUSE_SUSPENSION") && {
    suspensionRequestedBy: people.manager.sub,
  }),
});

const endOf = (step: ComplaintStep, from: ComplaintState): string => {
  const { to } = complaintSteps[step];
  if (to === "UNCHANGED") return from;
  return to === "BACK" ? (from === "MERGED" ? "RECEIVED" : "IN_PROGRESS") : to;
};

/** A case that is outside the firm's scope is the grid's own to see to. */
const takerOf = (step: ComplaintStep, state: ComplaintState): PersonName =>
  state === ComplaintState.OUT_OF_SCOPE ? "gridWorker" : mutations[step].by;

const states = Object.values(ComplaintState);
const steps = Object.values(ComplaintStep);

it("a reporter who has answered is not called again", async () => {
  const id = await fixture.complain(ComplaintState.CALLED_BACK, {
    answered: true,
    satisfied: true,
  });
  expect((await take(ComplaintStep.CALL_BACK, id)).code).toBe("ILLEGAL_TRANSITION");
  expect((await fixture.stored(id)).satisfied).toBe(true);
});

describe.each(steps)("%s", (step) => {
  const { from } = complaintSteps[step];

  it.each(from)("leads on from %s", async (state) => {
    const id = await fixture.complain(state, storedWith(step, state));
    const result = await take(step, id, takerOf(step, state));
    expect(result.errors).toBeUndefined();
    expect(result.state).toBe(endOf(step, state));
  });

  it.each(states.filter((state) => !from.includes(state)))(
    "is refused from %s and changes nothing",
    async (state) => {
      const id = await fixture.complain(state, storedWith(step, state));
      const before = await fixture.stored(id);
      expect((await take(step, id, takerOf(step, state))).code).toBe("ILLEGAL_TRANSITION");
      const after = await fixture.stored(id);
      expect(after.state).toBe(state);
      expect(after.version).toBe(before.version);
    },
  );

  it("is refused to who may not take it and changes nothing", async () => {
    const state = from[0]!;
    for (const who of [
      "otherGridWorker",
      "otherManager",
      "otherOwner",
      "committee",
      "expert",
      "app",
      "service",
    ] as const) {
      const id = await fixture.complain(state, storedWith(step, state));
      expect((await take(step, id, who)).code).toBe("FORBIDDEN");
      expect((await fixture.stored(id)).state).toBe(state);
    }
  });
});

describe("a case's steps", () => {
  it("are told to each actor as they are allowed now", async () => {
    const id = await fixture.complain(ComplaintState.DISPATCHED);
    const stepsFor = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($id: ID!) { complaint(id: $id) { steps } }",
          { id },
        )
      ).data?.["complaint"].steps;
    expect(await stepsFor("manager")).toEqual([
      "RESPOND",
      "MARK_OUT_OF_SCOPE",
      "RETURN",
      "REQUEST_SUSPENSION",
    ]);
    expect(await stepsFor("gridWorker")).toEqual(["MARK_OUT_OF_SCOPE", "REQUEST_SUSPENSION"]);
    expect(await stepsFor("committee")).toEqual([]);
  });

  it("stamp their time, note and timeline", async () => {
    const id = await fixture.complain(ComplaintState.FILED);
    await take(ComplaintStep.DISPATCH, id);
    await fixture.subgraph.ask(
      people.manager,
      "mutation ($input: ComplaintStepInput!) { respondToComplaint(input: $input) { id } }",
      { input: { complaint: id, note: "师傅一小时内到" } },
    );
    const { data } = await fixture.subgraph.ask(
      people.gridWorker,
      "query ($id: ID!) { complaint(id: $id) { respondedAt timeline { kind by note } clocks { kind state } } }",
      { id },
    );
    expect(data?.["complaint"].respondedAt).toBeTruthy();
    expect(data?.["complaint"].timeline).toEqual([
      { kind: "DISPATCHED", by: "沈格", note: null },
      { kind: "RESPONDED", by: "卫经理", note: "师傅一小时内到" },
    ]);
    expect(data?.["complaint"].clocks).toEqual([
      { kind: "PUBLIC_RESPOND", state: "MET" },
      { kind: "PUBLIC_RESOLVE", state: "RUNNING" },
    ]);
  });

  it("let only one of two at once through", async () => {
    const id = await fixture.complain(ComplaintState.FILED);
    const results = await Promise.all(
      Array.from({ length: 8 }, () => take(ComplaintStep.DISPATCH, id)),
    );
    expect(results.filter(({ state }) => state === "DISPATCHED")).toHaveLength(1);
    for (const { code } of results.filter(({ errors }) => errors)) {
      expect(["CONFLICT", "ILLEGAL_TRANSITION"]).toContain(code);
    }
  });
});
