import { idNumber, presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Cleaner } from "../src/crew/cleaner.entity.js";
import { CleaningTaskState } from "../src/task/task.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const fields = "id name phone registeredOn retiredOn retirement identityVerified crew { id }";
const step = (who: PersonName, field: string, input: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) {
      done: ${field}(input: $input) { ${fields} } }`,
    { input },
  );
let count = 0;
const register = (who: PersonName, input: Record<string, unknown> = {}) => {
  count += 1;
  return step(who, "registerCleaner", {
    crew: ids.crew,
    name: "龚长贵",
    idNumber: idNumber(count),
    phone: `139${count.toString().padStart(8, "0")}`,
    phoneKind: "FEATURE",
    ...input,
  });
};
/** Somebody new in the first crew, who signs in as a person of their own. */
const newcomer = async (): Promise<{ id: string; claims: (typeof people)["cleaner"] }> => {
  const sub = `per_new${count}`;
  const { data, errors } = await register("leader", { person: sub });
  expect(errors).toBeUndefined();
  return { id: data!["done"].id as string, claims: { ...people.cleaner, sub } };
};
const staffing = async () =>
  (
    await fixture.subgraph.ask(
      people.owner,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { cleaningStaffing { registered present } } } }",
      { r: [{ __typename: "Community", id: ids.community }] },
    )
  ).data?.["_entities"][0].cleaningStaffing;
const namesInCrews = async (which = ""): Promise<Record<string, string[]>> => {
  const { data } = await fixture.subgraph.ask(
    people.leader,
    `query ($id: ID!) { contractor(id: $id) { crews { id cleaners${which} { id } } } }`,
    { id: ids.contractor },
  );
  return Object.fromEntries(
    data!["contractor"].crews.map((crew: { id: string; cleaners: { id: string }[] }) => [
      crew.id,
      crew.cleaners.map(({ id }) => id),
    ]),
  );
};
const proxy = (task: string, cleaner: string, verb = "ARRIVED") =>
  fixture.subgraph.ask(
    people.leader,
    "mutation ($input: ProxyCheckInInput!) { proxyCheckIn(input: $input) { id } }",
    { input: { task, verb, cleaner } },
  );

describe("registerCleaner", () => {
  it("writes the real name into the crew, the ID number as a hash, and counts them", async () => {
    const before = await staffing();
    const number = "11010519491231002x";
    const { data, errors } = await register("leader", { idNumber: number });
    expect(errors).toBeUndefined();
    expect(data!["done"]).toMatchObject({
      id: expect.stringMatching(/^cln_c02_/),
      name: "龚长贵",
      identityVerified: true,
      retiredOn: null,
      crew: { id: ids.crew },
    });
    expect((await staffing()).registered).toBe(before.registered + 1);
    const row = await fixture.subgraph.orm.em
      .fork()
      .execute("select * from cleaner where id = ?", [data!["done"].id]);
    expect(JSON.stringify(row)).not.toContain(number.slice(0, 17));
  });

  it("keeps hash and number out of the exported book", async () => {
    await newcomer();
    const { data } = await fixture.subgraph.ask(
      people.leader,
      "query ($id: ID!) { cleaningExport(contractor: $id, book: CLEANERS) { csv } }",
      { id: ids.contractor },
    );
    const [heading] = (data!["cleaningExport"].csv as string).split("\r\n");
    expect(heading).toMatch(/registered/i);
    expect(heading).toMatch(/retire/i);
    expect(heading).not.toMatch(/hash/i);
  });

  it.each([
    [{ name: "小王" }, "name"],
    [{ name: "李姐" }, "name"],
    [{ name: "Anna" }, "name"],
    [{ idNumber: "110105194912310021" }, "idNumber"],
    [{ phone: "6810-0200" }, "phone"],
  ])("refuses %j", async (input, field) => {
    const { errors } = await register("leader", input);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "INVALID_INPUT",
      fields: { [field]: expect.any(String) },
    });
  });

  it("registers one of many at once under one ID number, and one under one phone", async () => {
    for (const same of [{ idNumber: idNumber(900) }, { phone: "13700000000" }]) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => register("leader", same)));
      const codes = answers.map((answer) => codeOf(answer));
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(5);
    }
  });

  it("knows who comes back after having left, also under a new phone", async () => {
    const number = idNumber(901);
    const first = await register("leader", { idNumber: number, person: "per_back" });
    await step("leader", "retireCleaner", { cleaner: first.data!["done"].id, reason: "RESIGNED" });
    const again = await register("leader", { idNumber: number });
    expect(again.errors).toBeUndefined();
    const row = await fixture.subgraph.orm.em
      .fork()
      .findOneOrFail(Cleaner, again.data!["done"].id as string);
    expect(row.personId).toBe("per_back");
  });

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "leader"))(
    "is refused to %s",
    async (who) => {
      expect(codeOf(await register(who))).toBe("FORBIDDEN");
    },
  );
});

describe("moveCleaner", () => {
  it("puts them into the other crew's list and count, and frees what they had not done", async () => {
    const { id } = await newcomer();
    const open = await fixture.task(CleaningTaskState.OPEN, { cleaner: id });
    const done = await fixture.task(CleaningTaskState.DONE, { cleaner: id });
    const before = await staffing();
    const { data, errors } = await step("leader", "moveCleaner", {
      cleaner: id,
      crew: ids.siblingCrew,
    });
    expect(errors).toBeUndefined();
    expect(data!["done"].crew.id).toBe(ids.siblingCrew);
    const crews = await namesInCrews();
    expect(crews[ids.siblingCrew]).toContain(id);
    expect(crews[ids.crew]).not.toContain(id);
    expect((await staffing()).registered).toBe(before.registered - 1);
    expect((await fixture.stored(open)).cleaner).toBeNull();
    expect((await fixture.stored(done)).cleaner?.id).toBe(id);
    expect(codeOf(await proxy(open, id))).toBe("INVALID_INPUT");
  });

  it("refuses a crew of another contractor, the crew they are in, and the leader", async () => {
    const { id } = await newcomer();
    for (const [cleaner, crew] of [
      [id, ids.otherCrew],
      [id, ids.crew],
      [ids.leader, ids.siblingCrew],
    ])
      expect(codeOf(await step("leader", "moveCleaner", { cleaner, crew }))).toBe("INVALID_INPUT");
  });

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "leader"))(
    "is refused to %s",
    async (who) => {
      const input = { cleaner: ids.mate, crew: ids.siblingCrew };
      expect(codeOf(await step(who, "moveCleaner", input))).toBe("FORBIDDEN");
    },
  );
});

describe("retireCleaner", () => {
  it("takes them off list and counts, and frees what they had not done", async () => {
    const { id } = await newcomer();
    const open = await fixture.task(CleaningTaskState.OPEN, { cleaner: id });
    const stuck = await fixture.task(CleaningTaskState.CANNOT, { cleaner: id });
    const done = await fixture.task(CleaningTaskState.DONE, { cleaner: id });
    expect((await proxy(open, id)).errors).toBeUndefined();
    const before = await staffing();
    const { data, errors } = await step("leader", "retireCleaner", { cleaner: id, reason: "AGE" });
    expect(errors).toBeUndefined();
    expect(data!["done"]).toMatchObject({ retirement: "AGE", retiredOn: expect.any(String) });
    expect((await fixture.stored(open)).cleaner).toBeNull();
    expect((await fixture.stored(stuck)).cleaner).toBeNull();
    expect((await fixture.stored(done)).cleaner?.id).toBe(id);
    expect((await namesInCrews())[ids.crew]).not.toContain(id);
    expect((await namesInCrews("(retired: true)"))[ids.crew]).toContain(id);
    expect(await staffing()).toEqual({
      registered: before.registered - 1,
      present: before.present - 1,
    });
  });

  it("refuses their check-ins, the leader's for them, and trainings, by one code", async () => {
    const { id, claims } = await newcomer();
    const task = await fixture.task(CleaningTaskState.OPEN, { cleaner: null });
    await step("leader", "retireCleaner", { cleaner: id, reason: "RESIGNED" });
    const own = await fixture.subgraph.ask(
      claims,
      "mutation ($input: CheckInInput!) { checkIn(input: $input) { id } }",
      { input: { task, verb: "CANNOT", note: "没有工具" } },
    );
    const training = await fixture.subgraph.ask(
      people.leader,
      "mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { id } }",
      { input: { cleaner: id, topic: "SAFETY", heldOn: "2026-03-05", result: "PASSED" } },
    );
    for (const answer of [own, await proxy(task, id), training])
      expect(codeOf(answer)).toBe("CLEANER_RETIRED");
    expect(await fixture.checkIns(task)).toEqual([]);
    expect(codeOf(await step("leader", "retireCleaner", { cleaner: id, reason: "AGE" }))).toBe(
      "CLEANER_RETIRED",
    );
  });

  it("gives no open task to who is leaving, however close the two come", async () => {
    for (let i = 0; i < 5; i++) {
      const { id, claims } = await newcomer();
      const task = await fixture.task(CleaningTaskState.OPEN, { cleaner: null });
      const [retired] = await Promise.all([
        step("leader", "retireCleaner", { cleaner: id, reason: "RESIGNED" }),
        fixture.subgraph.ask(
          claims,
          "mutation ($input: CheckInInput!) { checkIn(input: $input) { id } }",
          { input: { task, verb: "CANNOT", note: "没有工具" } },
        ),
      ]);
      expect(retired.errors).toBeUndefined();
      expect((await fixture.stored(task)).cleaner).toBeNull();
    }
  });

  it("leaves a task free whose check-in is taken back after they left", async () => {
    const { id } = await newcomer();
    const task = await fixture.task(CleaningTaskState.OPEN, { cleaner: id });
    await proxy(task, id, "DONE");
    await step("leader", "retireCleaner", { cleaner: id, reason: "RESIGNED" });
    const [checkIn] = await fixture.checkIns(task);
    const { errors } = await fixture.subgraph.ask(
      people.leader,
      "mutation ($input: UndoCheckInInput!) { undoCheckIn(input: $input) { id } }",
      { input: { checkIn: checkIn!.id } },
    );
    expect(errors).toBeUndefined();
    expect(await fixture.stored(task)).toMatchObject({ state: "OPEN", cleaner: null });
  });

  it.each([{ on: "2099-01-01" }, { on: "2000-01-01" }])("refuses %j", async (on) => {
    const { id } = await newcomer();
    const input = { cleaner: id, reason: "AGE", ...on };
    expect(codeOf(await step("leader", "retireCleaner", input))).toBe("INVALID_INPUT");
  });

  it("keeps the crew its leader", async () => {
    const input = { cleaner: ids.leader, reason: "AGE" };
    expect(codeOf(await step("leader", "retireCleaner", input))).toBe("INVALID_INPUT");
  });

  it("tells why to the contractor's leaders alone", async () => {
    const { id } = await newcomer();
    await step("leader", "retireCleaner", { cleaner: id, reason: "DISMISSED" });
    const seen = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cleaner { retiredOn retirement } } }",
          { r: [{ __typename: "Cleaner", id }] },
        )
      ).data!["_entities"][0];
    expect((await seen("siblingLeader")).retirement).toBe("DISMISSED");
    for (const who of ["manager", "gridWorker", "mate", "otherLeader"] as const)
      expect(await seen(who)).toEqual({ retiredOn: expect.any(String), retirement: null });
  });

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "leader"))(
    "is refused to %s",
    async (who) => {
      const input = { cleaner: ids.mate, reason: "AGE" };
      expect(codeOf(await step(who, "retireCleaner", input))).toBe("FORBIDDEN");
    },
  );
});

describe("cleanerChanged", () => {
  const listen = async (who: PersonName, contractor = ids.contractor) =>
    watch(
      fixture.subgraph,
      people[who],
      `subscription ($contractor: ID!, $after: String) {
        cleanerChanged(contractor: $contractor, after: $after) { kind cleaner { id name } } }`,
      { contractor, after: await presentCursor(fixture.subgraph) },
    );

  it("tells of who comes, moves and leaves, with nobody's name in the outbox", async () => {
    const stream = await listen("siblingLeader");
    const { id } = await newcomer();
    await step("leader", "moveCleaner", { cleaner: id, crew: ids.siblingCrew });
    await step("siblingLeader", "retireCleaner", { cleaner: id, reason: "AGE" });
    for (const kind of ["REGISTERED", "MOVED", "RETIRED"])
      expect(await stream.next()).toEqual({ kind, cleaner: { id, name: "龚长贵" } });
    await stream.close();
    const rows = await fixture.subgraph.orm.em.fork().execute("select payload from outbox");
    expect(JSON.stringify(rows)).not.toContain("龚长贵");
  });

  it("passes over another contractor's register", async () => {
    const stream = await listen("otherLeader", ids.otherContractor);
    await newcomer();
    const { data } = await register("otherLeader", { crew: ids.otherCrew });
    expect((await stream.next()).cleaner.id).toBe(data!["done"].id);
    await stream.close();
  });

  it.each(["cleaner", "otherLeader", "manager", "gridWorker", "owner", "app"] as const)(
    "is refused to %s",
    async (who) => {
      const stream = await listen(who);
      expect(codeOf(await stream.next())).toBe("FORBIDDEN");
      await stream.close();
    },
  );
});

it("is kept of one's own crew alone, and says so", async () => {
  const kept = async (who: PersonName): Promise<string[]> => {
    const { data } = await fixture.subgraph.ask(
      people[who],
      "query ($id: ID!) { contractor(id: $id) { crews { id canKeep } } }",
      { id: ids.contractor },
    );
    return data!["contractor"].crews.flatMap((crew: any) => (crew.canKeep ? crew.id : []));
  };
  expect(await kept("leader")).toEqual([ids.crew]);
  expect(await kept("siblingLeader")).toEqual([ids.siblingCrew]);
  for (const who of ["cleaner", "otherLeader", "secretary", "gridWorker"] as const)
    expect(await kept(who)).toEqual([]);
});
