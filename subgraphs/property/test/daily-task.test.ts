import { newId, setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { DailyTask } from "../src/daily-task/daily-task.entity.js";
import { sendTasks } from "../src/daily-task/daily-task.schedule.js";
import { DailyTaskState } from "../src/daily-task/daily-task.state.js";
import { DutyPlan } from "../src/daily-task/duty-plan.entity.js";
import { Grab, GrabState } from "../src/grab/grab.entity.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  photoOf,
  watchField,
} from "./fixture.js";
import {
  answer,
  grab,
  hire,
  monday,
  sendTask,
  setTime,
  startMonday,
  taskFields,
  until,
  type Worker,
} from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});
beforeEach(() => setTime(monday));

const stored = (id: string): Promise<DailyTask> =>
  fixture.subgraph.orm.em.fork().findOneOrFail(DailyTask, id);
const prepare = (who: PersonName, subject: string) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: PreparePhotoInput!) { preparePropertyPhoto(input: $input) { id } }",
    { input: { contentType: "image/jpeg", byteLength: 1000, subject } },
  );
const endAll = () =>
  fixture.subgraph.orm.em.fork().nativeUpdate(DutyPlan, {}, { endedAt: new Date() });

/** Puts a task straight into a state, held by somebody. */
async function put(state: DailyTaskState, holder?: Worker): Promise<string> {
  const id = await sendTask(fixture);
  const em = fixture.subgraph.orm.em.fork();
  await em.nativeUpdate(
    DailyTask,
    { id },
    {
      state,
      ...(state === DailyTaskState.OPEN && { holder: null, holderPersonId: null }),
      ...(holder && { holder: holder.staff, holderPersonId: holder.claims.sub }),
    },
  );
  if (state === DailyTaskState.GRABBED && holder) {
    em.create(Grab, {
      id: newId("grb", "f07"),
      firmId: ids.firm,
      task: id,
      grabber: holder.staff,
      responsible: ids.repairer,
      personId: holder.claims.sub,
      state: GrabState.RUNNING,
      at: monday,
      dueAt: monday,
    });
    await em.flush();
  }
  return id;
}

describe("a plan", () => {
  it("sends today's task at once, and each later day's by itself, once", async () => {
    await endAll();
    const stream = await watchField(
      fixture.subgraph,
      "assignee",
      `subscription ($firm: ID!, $after: String) { dailyTaskChanged(firm: $firm, after: $after) {
        kind task { id date state plan { id } responsible { id } holder { id } } } }`,
      { firm: ids.firm },
    );
    const first = stream.next();
    const id = await sendTask(fixture, { weekdays: [1, 2] });
    expect(await first).toMatchObject({
      kind: "SENT",
      task: {
        id,
        date: "2026-05-11",
        state: "SENT",
        responsible: { id: ids.repairer },
        holder: { id: ids.repairer },
      },
    });
    await answer(fixture, people.assignee, id);
    expect((await stream.next()).kind).toBe("DONE");
    setTime("2026-05-12T00:06:00+08:00");
    const second = await stream.next();
    expect(second).toMatchObject({ kind: "SENT", task: { date: "2026-05-12" } });
    const em = fixture.subgraph.orm.em.fork();
    expect(await sendTasks(em, new Date("2026-05-12T00:06:00+08:00"))).toEqual([]);
    // A Wednesday is none of its days.
    expect(await sendTasks(em, new Date("2026-05-13T00:06:00+08:00"))).toEqual([]);
    expect(await em.count(DailyTask, { plan: second.task.plan.id })).toBe(2);
    await stream.close();
    await endAll();
  });

  it("brings nothing more once it has ended, and cannot end twice", async () => {
    const id = await sendTask(fixture);
    const plan = (await stored(id)).plan.id;
    const end = () =>
      fixture.subgraph.ask(
        people.manager,
        "mutation ($input: EndDutyInput!) { endDuty(input: $input) { endedAt } }",
        { input: { plan } },
      );
    expect((await end()).data!["endDuty"].endedAt).not.toBeNull();
    expect(codeOf(await end())).toBe("ILLEGAL_TRANSITION");
    const em = fixture.subgraph.orm.em.fork();
    expect(await sendTasks(em, new Date("2026-05-12T00:06:00+08:00"), { id: plan })).toEqual([]);
  });

  it("is told live to the firm, and so is its end", async () => {
    const watchPlans = (who: PersonName) =>
      watchField(
        fixture.subgraph,
        who,
        "subscription ($firm: ID!, $after: String) { dutyPlanChanged(firm: $firm, after: $after) { kind plan { id endedAt } } }",
        { firm: ids.firm },
      );
    for (const who of ["otherManager", "gridWorker", "owner"] as const) {
      const refused = await watchPlans(who);
      expect(codeOf(await refused.next())).toBe("FORBIDDEN");
      await refused.close();
    }
    const stream = await watchPlans("manager");
    const input = { project: ids.project, staff: ids.repairer, title: "巡查泵房", weekdays: [1] };
    const planned = await fixture.subgraph.ask(
      people.manager,
      "mutation ($input: PlanDutyInput!) { planDuty(input: $input) { id } }",
      { input },
    );
    expect(planned.errors).toBeUndefined();
    const { id } = planned.data!["planDuty"];
    expect(await stream.next()).toMatchObject({ kind: "PLANNED", plan: { id } });
    await fixture.subgraph.ask(
      people.manager,
      "mutation ($input: EndDutyInput!) { endDuty(input: $input) { id } }",
      { input: { plan: id } },
    );
    expect(await stream.next()).toEqual({
      kind: "ENDED",
      plan: { id, endedAt: expect.any(String) },
    });
    await stream.close();
  });

  it.each<[string, PersonName, Record<string, unknown>, string]>([
    ["the person themselves", "assignee", {}, "FORBIDDEN"],
    ["another firm's manager", "otherManager", {}, "FORBIDDEN"],
    ["the secretariat", "secretary", {}, "FORBIDDEN"],
    ["another firm's staff", "manager", { staff: ids.otherRepairer }, "INVALID_INPUT"],
    ["an eighth day", "manager", { weekdays: [8] }, "INVALID_INPUT"],
    ["no day", "manager", { weekdays: [] }, "INVALID_INPUT"],
    ["a due time before it is sent", "manager", { dueAt: "07:00" }, "INVALID_INPUT"],
    ["a time that is none", "manager", { sendAt: "25:00" }, "INVALID_INPUT"],
  ])("is not made by or for %s", async (_what, who, input, code) => {
    const before = await fixture.subgraph.orm.em.fork().count(DutyPlan);
    const answered = await fixture.subgraph.ask(
      people[who],
      "mutation ($input: PlanDutyInput!) { planDuty(input: $input) { id } }",
      {
        input: {
          project: ids.project,
          staff: ids.repairer,
          title: "巡查水泵房",
          weekdays: [1],
          ...input,
        },
      },
    );
    expect(codeOf(answered)).toBe(code);
    expect(await fixture.subgraph.orm.em.fork().count(DutyPlan)).toBe(before);
  });
});

describe("a task that is not handled in time", () => {
  it("opens for grabbing by the clock, is done by the grabber, and is the responsible's no more", async () => {
    const id = await sendTask(fixture);
    const grabber = await hire(fixture);
    expect(codeOf(await grab(fixture, grabber, id))).toBe("ILLEGAL_TRANSITION");
    await until(fixture, "2026-05-11T12:01:00+08:00", "OPENED", [id]);
    expect(codeOf(await answer(fixture, people.assignee, id))).toBe("ILLEGAL_TRANSITION");
    const { data } = await grab(fixture, grabber, id);
    expect(data!["grabTask"]).toMatchObject({
      state: "RUNNING",
      rewardFen: null,
      penaltyFen: null,
      agreement: null,
      task: { state: "GRABBED", holder: { id: grabber.staff } },
    });
    expect(codeOf(await answer(fixture, people.assignee, id))).toBe("FORBIDDEN");
    const done = await answer(fixture, grabber.claims, id);
    expect(done.data!["answerTask"]).toMatchObject({
      state: "DONE",
      note: "一切正常",
      grabs: [{ state: "DONE" }],
    });
  });

  it("is open again when the grabber does not finish it, and missed when the day ends", async () => {
    const id = await sendTask(fixture);
    await until(fixture, "2026-05-11T12:01:00+08:00", "OPENED", [id]);
    const [slow, late] = [await hire(fixture), await hire(fixture)];
    await grab(fixture, slow, id);
    await until(fixture, "2026-05-11T14:05:00+08:00", "LAPSED", [id]);
    expect(codeOf(await answer(fixture, slow.claims, id))).toBe("FORBIDDEN");
    expect((await grab(fixture, late, id)).errors).toBeUndefined();
    await until(fixture, "2026-05-12T00:00:01+08:00", "MISSED", [id]);
    const grabs = await fixture.subgraph.orm.em.fork().find(Grab, { task: id });
    expect(grabs.map(({ state }) => state)).toEqual(["LAPSED", "LAPSED"]);
    expect(codeOf(await grab(fixture, late, id))).toBe("ILLEGAL_TRANSITION");
  });

  it("is won by exactly one of 200 who grab at once", async () => {
    const crowd = await Promise.all(Array.from({ length: 200 }, () => hire(fixture)));
    const id = await put(DailyTaskState.OPEN);
    const answers = await Promise.all(crowd.map((worker) => grab(fixture, worker, id)));
    const winners = answers.filter((one) => !one.errors);
    expect(winners).toHaveLength(1);
    expect(answers.filter((one) => codeOf(one) === "CONFLICT")).toHaveLength(199);
    const grabs = await fixture.subgraph.orm.em.fork().find(Grab, { task: id });
    expect(grabs.map(({ id: grabbed }) => grabbed)).toEqual([winners[0]!.data!["grabTask"].id]);
    expect((await stored(id)).holder!.id).toBe(grabs[0]!.grabber.id);
  });
});

describe("the guards of grabbing", () => {
  it("hold one person to the cap over many tasks at once, and a manager may raise it", async () => {
    const worker = await hire(fixture);
    const tasks = await Promise.all(Array.from({ length: 8 }, () => put(DailyTaskState.OPEN)));
    const answers = await Promise.all(tasks.map((task) => grab(fixture, worker, task)));
    expect(answers.filter((one) => !one.errors)).toHaveLength(2);
    for (const one of answers.filter(({ errors }) => errors)) {
      expect(codeOf(one)).toBe("GRAB_REFUSED");
      expect(one.errors![0]!.extensions["fields"]).toHaveProperty("cap");
    }
    const set = (who: PersonName, maxOpen: number) =>
      fixture.subgraph.ask(
        people[who],
        "mutation ($input: SetGrabRulesInput!) { setGrabRules(input: $input) { maxOpen finishMinutes } }",
        { input: { firm: ids.firm, maxOpen } },
      );
    for (const who of ["assignee", "otherManager", "secretary"] as const)
      expect(codeOf(await set(who, 9))).toBe("FORBIDDEN");
    expect((await set("manager", 3)).data!["setGrabRules"]).toEqual({
      maxOpen: 3,
      finishMinutes: 120,
    });
    const left = tasks.filter((_, place) => answers[place]!.errors);
    expect((await grab(fixture, worker, left[0]!)).errors).toBeUndefined();
    expect(codeOf(await grab(fixture, worker, left[1]!))).toBe("GRAB_REFUSED");
    await set("manager", 2);
  });

  it.each([
    ["off duty", { onDuty: false }, "duty"],
    ["without the skill", { skills: ["LIFT"] }, "skill"],
  ])("refuse somebody %s", async (_who, overrides, field) => {
    const worker = await hire(fixture, overrides);
    const id = await put(DailyTaskState.OPEN);
    const answered = await grab(fixture, worker, id);
    expect(codeOf(answered)).toBe("GRAB_REFUSED");
    expect(Object.keys(answered.errors![0]!.extensions["fields"] as object)).toEqual([field]);
    expect((await stored(id)).state).toBe("OPEN");
  });

  it("refuse one's own task", async () => {
    const id = await put(DailyTaskState.OPEN);
    const own: Worker = { staff: ids.repairer, claims: people.assignee };
    const answered = await grab(fixture, own, id);
    expect(answered.errors![0]!.extensions["fields"]).toHaveProperty("task");
  });

  it("refuse who is not on the firm's staff, or has left", async () => {
    const id = await put(DailyTaskState.OPEN);
    const left = await hire(fixture, { leftOn: "2026-05-01" });
    const foreign: Worker = { staff: ids.otherRepairer, claims: people.otherExpert };
    for (const worker of [left, foreign])
      expect(codeOf(await grab(fixture, worker, id))).toBe("FORBIDDEN");
    for (const who of ["manager", "owner", "gridWorker", "secretary"] as const)
      expect(
        codeOf(
          await fixture.subgraph.ask(
            people[who],
            "mutation ($input: GrabTaskInput!) { grabTask(input: $input) { id } }",
            { input: { task: id } },
          ),
        ),
      ).toBe("FORBIDDEN");
  });
});

/** Written out once more by hand. */
const legal: Readonly<Record<string, readonly string[]>> = {
  answer: ["SENT", "GRABBED"],
  grab: ["OPEN"],
};

describe("every step from every state", () => {
  it.each(
    Object.keys(legal).flatMap((step) =>
      Object.values(DailyTaskState).map((state) => [step, state] as const),
    ),
  )("%s from %s", async (step, state) => {
    const worker = await hire(fixture);
    const id = await put(state, state === "GRABBED" ? worker : undefined);
    const doer = state === "GRABBED" ? worker.claims : people.assignee;
    const answered =
      step === "answer" ? await answer(fixture, doer, id) : await grab(fixture, worker, id);
    if (legal[step]!.includes(state)) {
      expect(answered.errors).toBeUndefined();
    } else {
      expect(codeOf(answered)).toBe(
        step === "grab" && state === "GRABBED" ? "CONFLICT" : "ILLEGAL_TRANSITION",
      );
      expect((await stored(id)).state).toBe(state);
    }
  });
});

describe("who may see and answer", () => {
  it.each<PersonName>(["manager", "deputy", "otherExpert", "otherManager", "gridWorker", "owner"])(
    "%s does not answer another's task",
    async (who) => {
      const id = await sendTask(fixture);
      const answered = await fixture.subgraph.ask(
        people[who],
        "mutation ($input: AnswerTaskInput!) { answerTask(input: $input) { id } }",
        { input: { task: id, photos: [ids.complaint] } },
      );
      expect(codeOf(answered)).toBe("FORBIDDEN");
      expect(codeOf(await prepare(who, id))).toBe("FORBIDDEN");
    },
  );

  it("an answer takes a photo of the person's own, sent for this task, once", async () => {
    const [id, other] = [await sendTask(fixture), await sendTask(fixture)];
    expect((await prepare("assignee", id)).data!["preparePropertyPhoto"].id).toMatch(/^pho_f07_/);
    expect(codeOf(await prepare("assignee", ids.project))).toBe("INVALID_INPUT");
    const send = (task: string, photos: string[]) =>
      fixture.subgraph.ask(
        people.assignee,
        `mutation ($input: AnswerTaskInput!) { answerTask(input: $input) { state photos { caption } } }`,
        { input: { task, photos } },
      );
    expect(codeOf(await send(id, []))).toBe("INVALID_INPUT");
    const foreign = await photoOf(fixture.subgraph, people.manager.sub, id);
    const own = await photoOf(fixture.subgraph, people.assignee.sub, id);
    for (const photos of [[foreign], [own, foreign]])
      expect(codeOf(await send(id, photos))).toBe("PHOTO_NOT_USABLE");
    expect((await stored(id)).state).toBe("SENT");
    expect((await send(id, [own])).data!["answerTask"]).toEqual({
      state: "DONE",
      photos: [{ caption: "任务照片" }],
    });
    expect(codeOf(await send(other, [own]))).toBe("PHOTO_NOT_USABLE");
  });

  it.each<[PersonName, boolean]>([
    ["manager", true],
    ["assignee", true],
    ["secretary", true],
    ["otherManager", false],
    ["otherExpert", false],
    ["gridWorker", false],
    ["committee", false],
    ["owner", false],
  ])("%s sees the tasks of the firm: %s", async (who, sees) => {
    const id = await sendTask(fixture);
    const list = await fixture.subgraph.ask(
      people[who],
      "{ dailyTasks { edges { node { id } } } }",
    );
    expect(list.data!["dailyTasks"].edges.length > 0).toBe(sees);
    const byKey = await fixture.subgraph.ask(
      people[who],
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on DailyTask { ${taskFields} } } }`,
      { r: [{ __typename: "DailyTask", id }] },
    );
    expect(codeOf(byKey)).toBe(sees ? undefined : "FORBIDDEN");
    const stream = await watchField(
      fixture.subgraph,
      who,
      `subscription ($firm: ID!, $after: String) { dailyTaskChanged(firm: $firm, after: $after) { kind } }`,
      { firm: ids.firm, after: "0-0" },
    );
    const first = await stream.next();
    expect(sees ? first.kind : codeOf(first)).toBe(sees ? "SENT" : "FORBIDDEN");
    await stream.close();
  });
});
