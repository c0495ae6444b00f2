import { setDomainClock } from "@hutong/kit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { CheckInVerb, CleaningTaskState } from "../src/task/task.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

const { OPEN, DONE, CANNOT, VERIFIED } = CleaningTaskState;

type Step = CheckInVerb | "VERIFY";

/** Written out once more by hand: which step leads from where to where. */
const legal: Readonly<
  Record<Step, readonly (readonly [from: CleaningTaskState, to: CleaningTaskState])[]>
> = {
  ARRIVED: [
    [OPEN, OPEN],
    [CANNOT, OPEN],
  ],
  DONE: [
    [OPEN, DONE],
    [CANNOT, DONE],
  ],
  CANNOT: [[OPEN, CANNOT]],
  VERIFY: [[DONE, VERIFIED]],
};

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const fields =
  "{ id state cleaner { id } canCheckIn canVerify checkIns { method verb by { id } proxyName note } }";
const checkInWithout = (
  who: PersonName,
  task: string,
  verb: string,
  more: Record<string, unknown> = {},
) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: CheckInInput!) { step: checkIn(input: $input) ${fields} }`,
    { input: { task, verb, ...more } },
  );
/** With the photo that it needs. */
const checkIn = async (
  who: PersonName,
  task: string,
  verb: string,
  more: Record<string, unknown> = {},
) => checkInWithout(who, task, verb, { photos: [await fixture.photo(who, task)], ...more });
const proxy = (who: PersonName, task: string, more: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ProxyCheckInInput!) { step: proxyCheckIn(input: $input) ${fields} }`,
    {
      input: { task, verb: "DONE", cleaner: ids.cleaner, ...more },
    },
  );
const verify = (who: PersonName, task: string) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: VerifyCleaningTaskInput!) { step: verifyCleaningTask(input: $input) ${fields} }`,
    {
      input: { task },
    },
  );
const everybody = Object.keys(people) as PersonName[];
const outbox = async (): Promise<string> => {
  const [row] = await fixture.subgraph.orm.em
    .fork()
    .execute<{ count: string }[]>("select count(*) from outbox");
  return row!.count;
};

describe("every step from every state", () => {
  const steps: readonly Step[] = [...Object.values(CheckInVerb), "VERIFY"];
  it.each(
    steps.flatMap((step) =>
      Object.values(CleaningTaskState).map((state) => [step, state] as const),
    ),
  )("%s from %s", async (step, state) => {
    const to = legal[step].find(([from]) => from === state)?.[1];
    const id = await fixture.task(state);
    const before = await fixture.stored(id);
    const answer =
      step === "VERIFY" ? await verify("leader", id) : await checkIn("cleaner", id, step);
    if (to) {
      expect(answer.errors).toBeUndefined();
      expect(answer.data!["step"].state).toBe(to);
      const stored = await fixture.stored(id);
      expect(stored.state).toBe(to);
      if (step === "DONE") expect(stored.doneAt).toBeInstanceOf(Date);
    } else {
      expect(codeOf(answer)).toBe("ILLEGAL_TRANSITION");
      expect(answer.errors![0]!.extensions["state"]).toBe(state);
      expect(await fixture.stored(id)).toEqual(before);
      expect(await fixture.checkIns(id)).toEqual([]);
    }
  });
});

describe("checkIn", () => {
  it("is recorded as a photo check-in of the cleaner", async () => {
    const id = await fixture.task();
    await checkIn("cleaner", id, "ARRIVED");
    const { data } = await checkIn("cleaner", id, "DONE", { note: "已拖干" });
    expect(data!["step"]).toEqual({
      id,
      state: "DONE",
      cleaner: { id: ids.cleaner },
      canCheckIn: false,
      canVerify: false,
      checkIns: [
        { method: "PHOTO", verb: "ARRIVED", by: { id: ids.cleaner }, proxyName: null, note: null },
        { method: "PHOTO", verb: "DONE", by: { id: ids.cleaner }, proxyName: null, note: "已拖干" },
      ],
    });
  });

  it("makes a task that was nobody's theirs", async () => {
    const id = await fixture.task(OPEN, { cleaner: null });
    expect((await checkIn("mate", id, "ARRIVED")).data!["step"].cleaner).toEqual({ id: ids.mate });
    expect(codeOf(await checkIn("cleaner", id, "DONE"))).toBe("FORBIDDEN");
  });

  it("of two who take the same task at once, one wins", async () => {
    const id = await fixture.task(OPEN, { cleaner: null });
    const codes = (
      await Promise.all((["mate", "cleaner"] as const).map((who) => checkIn(who, id, "DONE")))
    ).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(await fixture.checkIns(id)).toHaveLength(1);
  });

  it.each(everybody.filter((who) => who !== "cleaner"))(
    "is refused to %s, who is not the cleaner",
    async (who) => {
      const id = await fixture.task();
      expect(codeOf(await checkIn(who, id, "DONE"))).toBe("FORBIDDEN");
      expect((await fixture.stored(id)).state).toBe(OPEN);
      expect(await fixture.checkIns(id)).toEqual([]);
    },
  );

  it("is refused with a token that may only read", async () => {
    const id = await fixture.task();
    const answer = await fixture.subgraph.ask(
      { ...people.cleaner, scope: "case:read" },
      "mutation ($input: CheckInInput!) { checkIn(input: $input) { id } }",
      { input: { task: id, verb: "DONE" } },
    );
    expect(codeOf(answer)).toBe("FORBIDDEN");
    expect((await fixture.stored(id)).state).toBe(OPEN);
  });
});

describe("the photo of a check-in", () => {
  it("comes with it", async () => {
    const id = await fixture.task();
    const photo = await fixture.photo("cleaner", id);
    const { data } = await fixture.subgraph.ask(
      people.cleaner,
      `mutation ($input: CheckInInput!) {
        checkIn(input: $input) { checkIns { photos { id caption } } } }`,
      { input: { task: id, verb: "DONE", photos: [photo] } },
    );
    expect(data!["checkIn"].checkIns).toEqual([
      { photos: [{ id: photo, caption: "3号楼2单元 完成" }] },
    ]);
  });

  it.each([
    ["ARRIVED", {}, "photos"],
    ["DONE", { photos: [] }, "photos"],
    ["DONE", { note: "已拖干" }, "photos"],
    ["CANNOT", {}, "note"],
  ])("is needed for one's own %s with %o", async (verb, more, field) => {
    const id = await fixture.task();
    const answer = await checkInWithout("cleaner", id, verb, more);
    expect(codeOf(answer)).toBe("INVALID_INPUT");
    expect(Object.keys(answer.errors![0]!.extensions["fields"] as object)).toEqual([field]);
    expect((await fixture.stored(id)).state).toBe(OPEN);
    expect(await fixture.checkIns(id)).toEqual([]);
  });

  it("is not needed to say why it cannot be done", async () => {
    const id = await fixture.task();
    const { data } = await checkInWithout("cleaner", id, "CANNOT", { note: "门锁着" });
    expect(data!["step"].state).toBe("CANNOT");
  });

  it.each([
    ["a mate's", "mate" as const, undefined],
    ["one for another task", "cleaner" as const, "tsk_c02_01ARZ3NDEKTSV4RRFFQ69G5FZZ"],
  ])("cannot be %s, and nothing is recorded", async (_what, who, subject) => {
    const id = await fixture.task();
    const photo = await fixture.photo(who, subject ?? id);
    const answer = await checkInWithout("cleaner", id, "DONE", { photos: [photo] });
    expect(codeOf(answer)).toBe("PHOTO_NOT_USABLE");
    expect((await fixture.stored(id)).state).toBe(OPEN);
    expect(await fixture.checkIns(id)).toEqual([]);
  });

  it.each(everybody)("is taken from who may report on the task: %s", async (who) => {
    const answer = await fixture.subgraph.ask(
      people[who],
      "mutation ($input: PreparePhotoInput!) { prepareCleaningPhoto(input: $input) { id uploadUrl } }",
      {
        input: { contentType: "image/jpeg", byteLength: 9, subject: await fixture.task() },
      },
    );
    if (who === "cleaner" || who === "leader") {
      const { id, uploadUrl } = answer.data!["prepareCleaningPhoto"];
      expect(uploadUrl).toMatch(`/photos/cleaning/uploads/${id}?`);
      // As the task's own: a bare id tells whose it is.
      expect(id).toMatch(/^pho_c02_/);
    } else expect(codeOf(answer)).toBe("FORBIDDEN");
  });
});

describe("undoCheckIn", () => {
  afterEach(() => setDomainClock());
  const undo = (who: PersonName, checkIn: string) =>
    fixture.subgraph.ask(
      people[who],
      `mutation ($input: UndoCheckInInput!) { step: undoCheckIn(input: $input) {
        state cleaner { id } checkIns { verb undoneAt canUndo } } }`,
      { input: { checkIn } },
    );
  const lastOf = async (task: string): Promise<string> => (await fixture.checkIns(task)).at(-1)!.id;
  const canUndo = async (who: PersonName, id: string): Promise<boolean[]> =>
    (
      await fixture.subgraph.ask(
        people[who],
        "query ($id: ID!) { cleaningTask(id: $id) { checkIns { canUndo } } }",
        { id },
      )
    ).data!["cleaningTask"].checkIns.map((one: { canUndo: boolean }) => one.canUndo);
  const minutesLater = (minutes: number): void =>
    setDomainClock({ start: new Date(Date.now() + minutes * 60_000), speed: 1, since: new Date() });

  it("puts the task back to where it stood, and keeps the check-in, marked", async () => {
    const id = await fixture.task(OPEN, { cleaner: null });
    await checkIn("mate", id, "DONE");
    expect(await canUndo("mate", id)).toEqual([true]);
    const { data } = await undo("mate", await lastOf(id));
    expect(data!["step"]).toEqual({
      state: "OPEN",
      cleaner: null,
      checkIns: [{ verb: "DONE", undoneAt: expect.any(String), canUndo: false }],
    });
    expect((await fixture.stored(id)).doneAt).toBeNull();
    expect((await checkIn("cleaner", id, "DONE")).errors).toBeUndefined();
  });

  it.each([
    ["CANNOT", "DONE"],
    ["OPEN", "CANNOT"],
    ["CANNOT", "ARRIVED"],
  ] as const)("goes back to %s from %s", async (before, verb) => {
    const id = await fixture.task(CleaningTaskState[before]);
    await checkIn("cleaner", id, verb);
    expect((await undo("cleaner", await lastOf(id))).data!["step"]).toMatchObject({
      state: before,
      cleaner: { id: ids.cleaner },
    });
  });

  it("is over after ten minutes", async () => {
    const id = await fixture.task();
    await checkIn("cleaner", id, "DONE");
    minutesLater(9.9);
    expect(await canUndo("cleaner", id)).toEqual([true]);
    minutesLater(10.1);
    expect(await canUndo("cleaner", id)).toEqual([false]);
    expect(codeOf(await undo("cleaner", await lastOf(id)))).toBe("TOO_LATE");
    expect((await fixture.stored(id)).state).toBe(DONE);
  });

  it("is refused once something came after it, or twice", async () => {
    const id = await fixture.task();
    await checkIn("cleaner", id, "ARRIVED");
    const first = await lastOf(id);
    await checkIn("cleaner", id, "DONE");
    const second = await lastOf(id);
    expect(codeOf(await undo("cleaner", first))).toBe("ILLEGAL_TRANSITION");
    expect((await undo("cleaner", second)).data!["step"].state).toBe("OPEN");
    expect(codeOf(await undo("cleaner", second))).toBe("ILLEGAL_TRANSITION");
    // The one before is the last again.
    expect((await undo("cleaner", first)).errors).toBeUndefined();
  });

  it("is refused once the task was verified", async () => {
    const id = await fixture.task();
    await checkIn("cleaner", id, "DONE");
    await verify("leader", id);
    expect(await canUndo("cleaner", id)).toEqual([false]);
    expect(codeOf(await undo("cleaner", await lastOf(id)))).toBe("ILLEGAL_TRANSITION");
    expect((await fixture.stored(id)).state).toBe(VERIFIED);
  });

  it("of two at once, one wins", async () => {
    const id = await fixture.task();
    await checkIn("cleaner", id, "DONE");
    const chk = await lastOf(id);
    const codes = (await Promise.all([undo("cleaner", chk), undo("cleaner", chk)])).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  it.each(everybody.filter((who) => who !== "leader"))(
    "is refused to %s for what the leader entered, also if it is about them",
    async (who) => {
      const id = await fixture.task();
      await proxy("leader", id);
      expect(codeOf(await undo(who, await lastOf(id)))).toBe("FORBIDDEN");
      expect((await fixture.stored(id)).state).toBe(DONE);
    },
  );

  it("is open to the leader for what they entered for another", async () => {
    const id = await fixture.task();
    await proxy("leader", id);
    expect((await undo("leader", await lastOf(id))).data!["step"].state).toBe("OPEN");
  });
});

describe("proxyCheckIn", () => {
  it("weighs the same, and shows who entered it", async () => {
    const id = await fixture.task();
    const { data } = await proxy("leader", id, { note: "手机不会用" });
    expect(data!["step"]).toMatchObject({
      state: "DONE",
      checkIns: [
        {
          method: "PROXY",
          verb: "DONE",
          by: { id: ids.cleaner },
          proxyName: "范玉珍",
          note: "手机不会用",
        },
      ],
      canVerify: true,
    });
  });

  it.each(everybody.filter((who) => who !== "leader"))(
    "is refused to %s, who does not lead the crew",
    async (who) => {
      const id = await fixture.task();
      expect(codeOf(await proxy(who, id))).toBe("FORBIDDEN");
      expect(await fixture.checkIns(id)).toEqual([]);
    },
  );
});

describe("verifyCleaningTask", () => {
  const verifiers: readonly PersonName[] = ["leader", "manager", "gridWorker"];
  it.each(everybody)(
    "is open to the crew's leader, the firm and the grid, not to others: %s",
    async (who) => {
      const id = await fixture.task(DONE);
      const seen = await fixture.subgraph.ask(
        people[who],
        "query ($id: ID!) { cleaningTask(id: $id) { canVerify } }",
        { id },
      );
      const answer = await verify(who, id);
      if (verifiers.includes(who)) {
        expect(seen.data!["cleaningTask"].canVerify).toBe(true);
        expect(answer.data!["step"].state).toBe("VERIFIED");
      } else {
        expect(seen.data?.["cleaningTask"]?.canVerify ?? false).toBe(false);
        expect(codeOf(answer)).toBe("FORBIDDEN");
        expect((await fixture.stored(id)).state).toBe(DONE);
      }
    },
  );
});

describe("bad input", () => {
  const unknown = (prefix: string) => `${prefix}_c02_01ARZ3NDEKTSV4RRFFQ69G5FZZ`;
  it.each<[string, "own" | "proxy", Record<string, unknown>, string]>([
    ["a note of 301 characters", "own", { note: "长".repeat(301) }, "INVALID_INPUT"],
    ["an unknown verb", "own", { verb: "SLEPT" }, "BAD_USER_INPUT"],
    ["a task by an id of another type", "own", { task: ids.complaint }, "INVALID_ID"],
    ["an unknown task", "own", { task: unknown("tsk") }, "NOT_FOUND"],
    ["a proxy's overlong note", "proxy", { note: "长".repeat(301) }, "INVALID_INPUT"],
    ["a cleaner by an id of another type", "proxy", { cleaner: ids.crew }, "INVALID_ID"],
    ["an unknown cleaner", "proxy", { cleaner: unknown("cln") }, "NOT_FOUND"],
    ["a cleaner of another crew", "proxy", { cleaner: ids.siblingLeader }, "INVALID_INPUT"],
  ])("%s (%s) changes no row", async (_what, how, input, code) => {
    const id = await fixture.task();
    const before = await fixture.stored(id);
    const events = await outbox();
    const answer =
      how === "own"
        ? await checkIn("cleaner", id, "DONE", input)
        : await proxy("leader", id, input);
    expect(codeOf(answer)).toBe(code);
    expect(await fixture.stored(id)).toEqual(before);
    expect(await fixture.checkIns(id)).toEqual([]);
    expect(await outbox()).toBe(events);
  });
});
