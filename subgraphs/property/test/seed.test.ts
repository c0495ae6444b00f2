import { buildFederatedSchema, seedOnce } from "@hutong/kit";
import type { Claims } from "@hutong/schema";
import {
  describeUndescribed,
  expectNoSchemaDrift,
  startTestSubgraph,
  type TestSubgraph,
} from "@hutong/kit/testing";
import { createTown } from "@hutong/town";
import { afterAll, beforeAll, expect, test } from "vitest";

import { property, seedProperty } from "../src/index.js";

const town = createTown();
const liftPipe = town.workOrders.find(
  ({ complaintId }) => complaintId === town.cases.liftPipe.complaintId,
)!;
let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startTestSubgraph(property);
  await seedOnce(subgraph.orm, "property", seedProperty);
});
afterAll(() => subgraph.stop());

test("a second seeding changes nothing", async () => {
  expect(await seedOnce(subgraph.orm, "property", seedProperty)).toBe(false);
});

test("the demo town's grid worker sees the story's order whole", async () => {
  const claims = town.personas.find(({ id }) => id === "grid-worker")!.claims as unknown as Claims;
  const { data, errors } = await subgraph.ask(
    claims,
    `query ($id: ID!, $representations: [_Any!]!) {
      workOrder(id: $id) {
        number state project { name manager { name phone post } } firm { id } complaint { id }
        assignee { name phone skills registeredOn } clocks { kind state } photos { url caption } steps
      }
      _entities(representations: $representations) { ... on Complaint { workOrders { id } } }
    }`,
    { id: liftPipe.id, representations: [{ __typename: "Complaint", id: liftPipe.complaintId }] },
  );
  expect(errors).toBeUndefined();
  expect(data!["workOrder"]).toMatchObject({
    number: liftPipe.number,
    state: liftPipe.state,
    project: { name: "梧桐苑服务中心", manager: { post: "PROJECT_MANAGER" } },
    firm: { id: liftPipe.firmId },
    complaint: { id: liftPipe.complaintId },
    assignee: { name: "刘德胜", phone: expect.stringMatching(/^1\d{10}$/) },
    clocks: [{ kind: "FIRM_RESPOND" }, { kind: "FIRM_ON_SITE" }],
    steps: [],
  });
  expect(data!["_entities"][0].workOrders).toEqual([{ id: liftPipe.id }]);
});

test("migrations and entities agree", () => expectNoSchemaDrift(subgraph.orm));

test("every element of the schema is described", async () => {
  expect(describeUndescribed(await buildFederatedSchema(property))).toEqual([]);
});
