import { type HubStub, startHubStub } from "@hutong/kit/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { codeOf, type Fixture, ids, people, type PersonName, startProperty } from "./fixture.js";

let hub: HubStub;
let fixture: Fixture;
beforeAll(async () => {
  hub = await startHubStub();
  fixture = await startProperty({ hubUrl: hub.url });
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

const create = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: CreateWorkOrderInput!) { createWorkOrder(input: $input) {
      id number state title note funding complaint { id } project { id } firm { id } assignee { id } steps clocks { kind state } } }`,
    { input: { complaint: ids.complaint, firm: ids.firm, title: "更换立管", ...input } },
  );
const count = () => fixture.subgraph.orm.em.fork().count(WorkOrder);

describe("createWorkOrder", () => {
  it("writes the responsible firm's order in its project there", async () => {
    const { data, errors } = await create("manager", {
      work: "MAJOR_REPAIR",
      note: "先关阀",
    });
    expect(errors).toBeUndefined();
    expect(data!["createWorkOrder"]).toMatchObject({
      id: expect.stringMatching(/^wo_f07_/),
      number: expect.stringMatching(/^GD-07-\d{4,}$/),
      state: "CREATED",
      note: "先关阀",
      funding: "MAINTENANCE_FUND",
      complaint: { id: ids.complaint },
      project: { id: ids.project },
      firm: { id: ids.firm },
      assignee: null,
      steps: ["ASSIGN"],
      clocks: [
        { kind: "FIRM_RESPOND", state: "RUNNING" },
        { kind: "FIRM_ON_SITE", state: "RUNNING" },
      ],
    });
  });

  it.each([
    ["MINOR_REPAIR", "SERVICE_FEE"],
    ["GREENS", "SERVICE_FEE"],
    ["ROAD_LIGHTS", "SERVICE_FEE"],
    ["WASTE", "SERVICE_FEE"],
    ["MEDIUM_REPAIR", "MAINTENANCE_FUND"],
    ["MAJOR_REPAIR", "MAINTENANCE_FUND"],
    ["RENEWAL", "MAINTENANCE_FUND"],
  ])("has %s paid from the %s", async (work, funding) => {
    const { data } = await create("manager", { work });
    expect(data!["createWorkOrder"].funding).toBe(funding);
  });

  it("asks the hub in the actor's own name", async () => {
    hub.authorizations.length = 0;
    await create("manager");
    expect(hub.authorizations).toHaveLength(1);
    const claims = Buffer.from(hub.authorizations[0]!.split(".")[1]!, "base64url").toString();
    expect(JSON.parse(claims).sub).toBe(people.manager.sub);
  });

  it("gives no number twice", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => create("manager")));
    expect(new Set(answers.map(({ data }) => data!["createWorkOrder"].number)).size).toBe(5);
  });

  it.each<[string, PersonName, Record<string, unknown>, string]>([
    ["another firm's manager", "otherManager", {}, "FORBIDDEN"],
    [
      "the manager of a firm that is not responsible",
      "otherManager",
      { firm: ids.otherFirm },
      "FORBIDDEN",
    ],
    ["the manager, in another firm's name", "manager", { firm: ids.otherFirm }, "FORBIDDEN"],
    ["somebody who is no manager", "assignee", {}, "FORBIDDEN"],
    ["a grid worker", "gridWorker", {}, "FORBIDDEN"],
    ["a title of 81 characters", "manager", { title: "长".repeat(81) }, "INVALID_INPUT"],
    ["a note of 501 characters", "manager", { note: "长".repeat(501) }, "INVALID_INPUT"],
    ["an id of another type", "manager", { complaint: ids.project }, "INVALID_ID"],
    [
      "a case nobody knows",
      "manager",
      { complaint: "cmp_01ARZ3NDEKTSV4RRFFQ69G5FZZ" },
      "NOT_FOUND",
    ],
    ["an unknown kind of work", "manager", { work: "CASH" }, "BAD_USER_INPUT"],
  ])("%s writes nothing", async (_what, who, input, code) => {
    const before = await count();
    expect(codeOf(await create(who, input))).toBe(code);
    expect(await count()).toBe(before);
  });

  it("writes nothing for a case the neighborhood does not show the actor", async () => {
    hub.cases.set(ids.complaint, "FORBIDDEN");
    const before = await count();
    expect(codeOf(await create("manager"))).toBe("FORBIDDEN");
    expect(await count()).toBe(before);
  });

  it("writes nothing where the firm has no project, or the hub does not answer", async () => {
    const before = await count();
    hub.cases.set(ids.complaint, {
      responsibleFirm: { id: ids.firm },
      community: { id: ids.otherCommunity },
    });
    expect(codeOf(await create("manager"))).toBe("NOT_FOUND");
    const alone = await startProperty({ hubUrl: "http://127.0.0.1:9/graphql" });
    const answer = await alone.subgraph.ask(
      people.manager,
      "mutation ($input: CreateWorkOrderInput!) { createWorkOrder(input: $input) { id } }",
      { input: { complaint: ids.complaint, firm: ids.firm, title: "更换立管" } },
    );
    expect(codeOf(answer)).toBe("SUBGRAPH_UNAVAILABLE");
    await alone.subgraph.stop();
    expect(await count()).toBe(before);
  });
});
