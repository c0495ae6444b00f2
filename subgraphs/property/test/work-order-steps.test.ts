import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { WorkOrderState, WorkOrderStep } from "../src/work-order/work-order.state.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  photoOf,
  startProperty,
} from "./fixture.js";

const {
  CREATED,
  ASSIGNED,
  ACCEPTED,
  ON_SITE,
  SUBMITTED,
  APPROVED,
  CLOSED,
  REWORK,
  OVERDUE,
  NEEDS_EXPERT,
} = WorkOrderState;

/** Written out once more by hand: what `domain.md` and the contract allow. */
const legal: Readonly<
  Record<WorkOrderStep, readonly (readonly [from: WorkOrderState, to: WorkOrderState])[]>
> = {
  ASSIGN: [
    [CREATED, ASSIGNED],
    [ASSIGNED, ASSIGNED],
    [OVERDUE, ASSIGNED],
  ],
  ACCEPT: [
    [ASSIGNED, ACCEPTED],
    [OVERDUE, ACCEPTED],
  ],
  ARRIVE: [
    [ACCEPTED, ON_SITE],
    [OVERDUE, ON_SITE],
  ],
  SUBMIT: [[ON_SITE, SUBMITTED]],
  APPROVE: [[SUBMITTED, APPROVED]],
  CLOSE: [[APPROVED, CLOSED]],
  REWORK: [[SUBMITTED, REWORK]],
  ASK_EXPERT: [
    [ACCEPTED, NEEDS_EXPERT],
    [ON_SITE, NEEDS_EXPERT],
    [REWORK, NEEDS_EXPERT],
  ],
  RESUME: [
    [NEEDS_EXPERT, ACCEPTED],
    [REWORK, ACCEPTED],
    [OVERDUE, ACCEPTED],
  ],
};

const mutations: Readonly<
  Record<WorkOrderStep, { field: string; type: string; extra: Record<string, string> }>
> = {
  ASSIGN: {
    field: "assignWorkOrder",
    type: "AssignWorkOrderInput",
    extra: { staff: ids.repairer },
  },
  ACCEPT: { field: "acceptWorkOrder", type: "WorkOrderStepInput", extra: {} },
  ARRIVE: { field: "arriveOnSite", type: "ArriveOnSiteInput", extra: {} },
  SUBMIT: {
    field: "submitWorkOrder",
    type: "SubmitWorkOrderInput",
    extra: { note: "更换垫片,试水不漏" },
  },
  APPROVE: { field: "approveWorkOrder", type: "WorkOrderStepInput", extra: {} },
  CLOSE: { field: "closeWorkOrder", type: "WorkOrderStepInput", extra: {} },
  REWORK: {
    field: "sendBackWorkOrder",
    type: "ReasonedWorkOrderStepInput",
    extra: { reason: "仍有渗水" },
  },
  ASK_EXPERT: {
    field: "askExpertForWorkOrder",
    type: "ReasonedWorkOrderStepInput",
    extra: { reason: "查不出原因" },
  },
  RESUME: { field: "resumeWorkOrder", type: "WorkOrderStepInput", extra: {} },
};

const steps = Object.values(WorkOrderStep);
const states = Object.values(WorkOrderState);

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startProperty();
});
afterAll(() => fixture.subgraph.stop());

async function take(
  who: PersonName,
  step: WorkOrderStep,
  workOrder: string,
  extra?: Record<string, unknown>,
) {
  const { field, type, extra: usual } = mutations[step];
  const photos =
    step === WorkOrderStep.SUBMIT && who === "assignee"
      ? { photos: [await photoOf(fixture.subgraph, people.assignee.sub, workOrder)] }
      : {};
  return fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { step: ${field}(input: $input) { id state note steps submittedByProxy photos { caption } assignee { id } clocks { kind state } } }`,
    { input: { workOrder, ...usual, ...photos, ...extra } },
  );
}

describe("every step from every state", () => {
  it.each(steps.flatMap((step) => states.map((state) => [step, state] as const)))(
    "%s from %s",
    async (step, state) => {
      const to = legal[step].find(([from]) => from === state)?.[1];
      const id = await fixture.order(
        state,
        state === CREATED ? {} : { note: "原说明", acceptedAt: new Date() },
      );
      const before = await fixture.stored(id);
      const offered = await fixture.subgraph.ask(
        people.manager,
        "query ($id: ID!) { workOrder(id: $id) { steps } }",
        { id },
      );
      const answer = await take("manager", step, id);
      const after = await fixture.stored(id);
      expect(offered.data!["workOrder"].steps.includes(step)).toBe(to !== undefined);
      if (to) {
        expect(answer.errors).toBeUndefined();
        expect(answer.data!["step"].state).toBe(to);
        expect(after.state).toBe(to);
      } else {
        expect(codeOf(answer)).toBe("ILLEGAL_TRANSITION");
        expect(answer.errors![0]!.extensions["state"]).toBe(state);
        expect(after).toEqual(before);
      }
    },
  );

  it("lets nobody arrive who has not responded", async () => {
    const id = await fixture.order(OVERDUE);
    expect(codeOf(await take("assignee", WorkOrderStep.ARRIVE, id))).toBe("ILLEGAL_TRANSITION");
  });

  it("refuses to go on with an order that is nobody's", async () => {
    const id = await fixture.order(OVERDUE, { assignee: null, assigneePersonId: null });
    expect(codeOf(await take("manager", WorkOrderStep.RESUME, id))).toBe("ILLEGAL_TRANSITION");
    expect((await take("manager", WorkOrderStep.ASSIGN, id)).data!["step"].state).toBe(ASSIGNED);
  });
});

describe("who may take a step", () => {
  const own: readonly WorkOrderStep[] = [
    WorkOrderStep.ACCEPT,
    WorkOrderStep.ARRIVE,
    WorkOrderStep.SUBMIT,
    WorkOrderStep.ASK_EXPERT,
  ];

  it.each(steps)("the assignee may or may not %s", async (step) => {
    const id = await fixture.order(legal[step][0]![0], {
      assignee: ids.repairer,
      assigneePersonId: people.assignee.sub,
    });
    const before = await fixture.stored(id);
    const answer = await take("assignee", step, id);
    if (own.includes(step)) {
      expect(answer.errors).toBeUndefined();
    } else {
      expect(codeOf(answer)).toBe("FORBIDDEN");
      expect(await fixture.stored(id)).toEqual(before);
    }
  });

  it("nobody approves what they reported done, though they report it for another", async () => {
    const id = await fixture.order(ON_SITE);
    const submitted = await take("manager", WorkOrderStep.SUBMIT, id);
    expect(submitted.data!["step"].submittedByProxy).toBe("卫国强");
    expect(submitted.data!["step"].steps).not.toContain("APPROVE");
    expect(codeOf(await take("manager", WorkOrderStep.APPROVE, id))).toBe("FORBIDDEN");
    expect((await take("deputy", WorkOrderStep.APPROVE, id)).data!["step"].state).toBe(APPROVED);
  });

  it("a manager who did the work does not approve it", async () => {
    const id = await fixture.order(SUBMITTED, { assigneePersonId: people.manager.sub });
    expect(codeOf(await take("manager", WorkOrderStep.APPROVE, id))).toBe("FORBIDDEN");
  });

  it("takes the doer's word only with a photo of the work, their own and for this order", async () => {
    const id = await fixture.order(ON_SITE);
    const foreign = await photoOf(fixture.subgraph, people.manager.sub, id);
    const elsewhere = await photoOf(fixture.subgraph, people.assignee.sub, ids.complaint);
    expect(codeOf(await take("assignee", WorkOrderStep.SUBMIT, id, { photos: [] }))).toBe(
      "INVALID_INPUT",
    );
    for (const photo of [foreign, elsewhere])
      expect(codeOf(await take("assignee", WorkOrderStep.SUBMIT, id, { photos: [photo] }))).toBe(
        "PHOTO_NOT_USABLE",
      );
    expect((await fixture.stored(id)).state).toBe(ON_SITE);
    expect((await take("assignee", WorkOrderStep.SUBMIT, id)).data!["step"].photos).toEqual([
      { caption: "完工照片" },
    ]);
  });

  it("shows the place as it was found, by photos of who came, taken for this order", async () => {
    const id = await fixture.order(ACCEPTED);
    const foreign = await photoOf(fixture.subgraph, people.manager.sub, id);
    const elsewhere = await photoOf(fixture.subgraph, people.assignee.sub, ids.complaint);
    for (const photo of [foreign, elsewhere])
      expect(codeOf(await take("assignee", WorkOrderStep.ARRIVE, id, { photos: [photo] }))).toBe(
        "PHOTO_NOT_USABLE",
      );
    expect((await fixture.stored(id)).state).toBe(ACCEPTED);
    const own = await photoOf(fixture.subgraph, people.assignee.sub, id);
    const arrived = await take("assignee", WorkOrderStep.ARRIVE, id, { photos: [own] });
    expect(arrived.data!["step"].photos).toEqual([{ caption: "到场照片" }]);
  });

  it("shows no proxy when the assignee reports it", async () => {
    const id = await fixture.order(ON_SITE);
    const submitted = await take("assignee", WorkOrderStep.SUBMIT, id);
    expect(submitted.data!["step"].submittedByProxy).toBeNull();
  });

  const others = (Object.keys(people) as PersonName[]).filter(
    (who) => !["manager", "deputy", "assignee"].includes(who),
  );
  it.each(others)("%s may take none", async (who) => {
    for (const step of steps) {
      const id = await fixture.order(legal[step][0]![0]);
      const before = await fixture.stored(id);
      expect(codeOf(await take(who, step, id))).toBe("FORBIDDEN");
      expect(await fixture.stored(id)).toEqual(before);
    }
  });

  it("a token that may only read takes none, whoever holds it", async () => {
    const id = await fixture.order(ASSIGNED);
    const { data, errors } = await fixture.subgraph.ask(
      { ...people.manager, scope: "case:read" },
      "mutation ($input: WorkOrderStepInput!) { acceptWorkOrder(input: $input) { id } }",
      { input: { workOrder: id } },
    );
    expect(data).toBeNull();
    expect(codeOf({ errors })).toBe("FORBIDDEN");
    expect((await fixture.stored(id)).state).toBe(ASSIGNED);
  });
});

describe("the way of an order", () => {
  it("keeps both promises by the first acceptance and the first arrival, whatever comes after", async () => {
    const id = await fixture.order(CREATED);
    await take("manager", WorkOrderStep.ASSIGN, id);
    await take("assignee", WorkOrderStep.ACCEPT, id);
    await take("assignee", WorkOrderStep.ARRIVE, id);
    const arrived = await fixture.stored(id);
    await take("assignee", WorkOrderStep.ASK_EXPERT, id, { reason: "现场查不出原因" });
    expect((await fixture.stored(id)).note).toBe("现场查不出原因");
    await take("manager", WorkOrderStep.RESUME, id);
    await take("assignee", WorkOrderStep.ARRIVE, id);
    await take("assignee", WorkOrderStep.SUBMIT, id);
    await take("manager", WorkOrderStep.REWORK, id);
    expect((await fixture.stored(id)).submittedAt).toBeNull();
    for (const step of ["RESUME", "ARRIVE", "SUBMIT"] as const)
      await take("manager", WorkOrderStep[step], id);
    await take("deputy", WorkOrderStep.APPROVE, id);
    const { data } = await take("manager", WorkOrderStep.CLOSE, id);
    expect(data!["step"]).toMatchObject({
      state: CLOSED,
      steps: [],
      clocks: [
        { kind: "FIRM_RESPOND", state: "MET" },
        { kind: "FIRM_ON_SITE", state: "MET" },
      ],
    });
    const closed = await fixture.stored(id);
    expect(closed.acceptedAt).toEqual(arrived.acceptedAt);
    expect(closed.onSiteAt).toEqual(arrived.onSiteAt);
    expect(closed.closedAt).toBeInstanceOf(Date);
  });

  it("tells a promise that was broken", async () => {
    const id = await fixture.order(ASSIGNED, { createdAt: new Date(Date.now() - 40 * 60_000) });
    const { data } = await take("assignee", WorkOrderStep.ACCEPT, id);
    expect(data!["step"].clocks).toEqual([
      { kind: "FIRM_RESPOND", state: "BREACHED" },
      { kind: "FIRM_ON_SITE", state: "RUNNING" },
    ]);
  });

  it("lets one of two win who accept at once", async () => {
    const id = await fixture.order(ASSIGNED);
    const codes = (
      await Promise.all([1, 2, 3, 4].map(() => take("manager", WorkOrderStep.ACCEPT, id)))
    ).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    for (const code of codes) expect([undefined, "CONFLICT", "ILLEGAL_TRANSITION"]).toContain(code);
    expect((await fixture.stored(id)).version).toBe(2);
  });
});

describe("bad input", () => {
  it.each<[string, WorkOrderStep, Record<string, unknown>, string]>([
    ["a note of 501 characters", WorkOrderStep.ACCEPT, { note: "长".repeat(501) }, "INVALID_INPUT"],
    ["no note where work is submitted", WorkOrderStep.SUBMIT, { note: "" }, "INVALID_INPUT"],
    ["no reason where one is needed", WorkOrderStep.REWORK, { reason: "" }, "INVALID_INPUT"],
    ["an overlong reason", WorkOrderStep.ASK_EXPERT, { reason: "长".repeat(501) }, "INVALID_INPUT"],
    ["an id of another type", WorkOrderStep.ACCEPT, { workOrder: ids.complaint }, "INVALID_ID"],
    [
      "an unknown order",
      WorkOrderStep.ACCEPT,
      { workOrder: "wo_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ" },
      "NOT_FOUND",
    ],
    [
      "staff by an id of another type",
      WorkOrderStep.ASSIGN,
      { staff: ids.complaint },
      "INVALID_ID",
    ],
    [
      "unknown staff",
      WorkOrderStep.ASSIGN,
      { staff: "stf_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ" },
      "NOT_FOUND",
    ],
    ["another firm's staff", WorkOrderStep.ASSIGN, { staff: ids.otherRepairer }, "INVALID_INPUT"],
  ])("%s changes no row", async (_what, step, input, code) => {
    const id = await fixture.order(legal[step][0]![0]);
    const before = await fixture.stored(id);
    const events = await eventCount();
    expect(codeOf(await take("manager", step, id, input))).toBe(code);
    expect(await fixture.stored(id)).toEqual(before);
    expect(await eventCount()).toBe(events);
  });
});

const eventCount = async (): Promise<number> => {
  const [row] = await fixture.subgraph.orm.em
    .fork()
    .execute<{ count: string }[]>("select count(*) from outbox");
  return Number(row!.count);
};

it("an order's state cannot be changed but by a step", () => {
  expect(() =>
    Object.create(WorkOrder.prototype, { state: { value: CLOSED } }).take(
      WorkOrderStep.ACCEPT,
      null,
    ),
  ).toThrow(expect.objectContaining({ code: "ILLEGAL_TRANSITION" }));
});
