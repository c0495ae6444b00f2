import { type HubStub, startHubStub } from "@hutong/kit/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { CleaningTask } from "../src/task/task.entity.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let hub: HubStub;
let fixture: Fixture;
beforeAll(async () => {
  hub = await startHubStub();
  fixture = await startCleaning({ hubUrl: hub.url });
});
afterAll(async () => {
  await fixture.subgraph.stop();
  await hub.stop();
});
beforeEach(() => {
  hub.cases.clear();
  hub.cases.set(ids.complaint, {
    responsibleFirm: { id: ids.firm },
    community: { id: ids.community },
  });
});

const soon = () => new Date(Date.now() + 3_600_000).toISOString();
const create = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: CreateCleaningTaskInput!) { createCleaningTask(input: $input) {
      id number state title place contractor { id } crew { name } cleaner { id } community { id } complaint { id } } }`,
    {
      input: {
        complaint: ids.complaint,
        contractor: ids.contractor,
        title: "清理积水",
        place: "3号楼2单元",
        dueAt: soon(),
        ...input,
      },
    },
  );
const count = () => fixture.subgraph.orm.em.fork().count(CleaningTask);

describe("createCleaningTask", () => {
  it.each<PersonName>(["manager", "gridWorker"])(
    "by %s goes to the crew that cleans there",
    async (who) => {
      hub.authorizations.length = 0;
      const { data, errors } = await create(who);
      expect(errors).toBeUndefined();
      expect(data!["createCleaningTask"]).toEqual({
        id: expect.stringMatching(/^tsk_c02_/),
        number: expect.stringMatching(/^BJ-02-\d{4,}$/),
        state: "OPEN",
        title: "清理积水",
        place: "3号楼2单元",
        contractor: { id: ids.contractor },
        crew: { name: "和苑保洁一班" },
        cleaner: null,
        community: { id: ids.community },
        complaint: { id: ids.complaint },
      });
      const claims = Buffer.from(hub.authorizations[0]!.split(".")[1]!, "base64url").toString();
      expect(JSON.parse(claims).sub).toBe(people[who].sub);
    },
  );

  const others = (Object.keys(people) as PersonName[]).filter(
    (who) => !["manager", "gridWorker", "otherGridWorker"].includes(who),
  );
  it.each(others)("is refused to %s", async (who) => {
    const before = await count();
    expect(codeOf(await create(who))).toBe("FORBIDDEN");
    expect(await count()).toBe(before);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "a contractor that does not clean there",
      { contractor: ids.otherContractor },
      "INVALID_INPUT",
    ],
    ["a contractor that is none", { contractor: "c02" }, "INVALID_ID"],
    ["a title of 81 characters", { title: "长".repeat(81) }, "INVALID_INPUT"],
    ["no place", { place: "" }, "INVALID_INPUT"],
    [
      "a deadline in the past",
      { dueAt: new Date(Date.now() - 1_000).toISOString() },
      "INVALID_INPUT",
    ],
    ["a deadline that is no time", { dueAt: "tomorrow" }, "INVALID_INPUT"],
    ["an id of another type", { complaint: ids.crew }, "INVALID_ID"],
    ["a case nobody knows", { complaint: "cmp_01ARZ3NDEKTSV4RRFFQ69G5FZZ" }, "NOT_FOUND"],
  ])("with %s writes nothing", async (_what, input, code) => {
    const before = await count();
    expect(codeOf(await create("manager", input))).toBe(code);
    expect(await count()).toBe(before);
  });

  it("writes nothing for a case the neighborhood does not show, or where nobody cleans", async () => {
    const before = await count();
    hub.cases.set(ids.complaint, "FORBIDDEN");
    expect(codeOf(await create("otherGridWorker"))).toBe("FORBIDDEN");
    hub.cases.set(ids.complaint, {
      responsibleFirm: { id: ids.firm },
      community: { id: "cty_01ARZ3NDEKTSV4RRFFQ69G5FZZ" },
    });
    expect(codeOf(await create("manager"))).toBe("NOT_FOUND");
    expect(await count()).toBe(before);
  });
});
