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

import { cleaning, seedCleaning } from "../src/index.js";

const town = createTown();
const claimsOf = (persona: string) =>
  town.personas.find(({ id }) => id === persona)!.claims as unknown as Claims;
const liftPipe = town.cleaningTasks.find(
  ({ complaintId }) => complaintId === town.cases.liftPipe.complaintId,
)!;
let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startTestSubgraph(cleaning);
  await seedOnce(subgraph.orm, "cleaning", seedCleaning);
});
afterAll(() => subgraph.stop());

test("a second seeding changes nothing", async () => {
  expect(await seedOnce(subgraph.orm, "cleaning", seedCleaning)).toBe(false);
});

test("the demo town's grid worker sees the story's task whole", async () => {
  const { data, errors } = await subgraph.ask(
    claimsOf("grid-worker"),
    `query ($id: ID!, $representations: [_Any!]!) {
      cleaningTask(id: $id) {
        number title state contractor { name crews { name } } crew { name leader { name phone } cleaners { name } }
        cleaner { name phoneKind } community { id } complaint { id } clocks { kind state }
        checkIns { method verb by { name } proxyName photos { url } } canCheckIn canVerify
      }
      _entities(representations: $representations) {
        ... on Complaint { cleaningTasks { id } }
        ... on Community { contractor { id } page: cleaningTasks(first: 1) { pageInfo { hasNextPage } } }
      }
    }`,
    {
      id: liftPipe.id,
      representations: [
        { __typename: "Complaint", id: liftPipe.complaintId },
        { __typename: "Community", id: liftPipe.communityId },
      ],
    },
  );
  expect(errors).toBeUndefined();
  expect(data!["cleaningTask"]).toMatchObject({
    number: liftPipe.number,
    contractor: { name: "澄溪洁美保洁服务有限公司" },
    crew: {
      name: "梧桐苑保洁一班",
      leader: { name: "范玉珍", phone: expect.stringMatching(/^1\d{10}$/) },
    },
    complaint: { id: liftPipe.complaintId },
    clocks: [{ kind: "CONTRACTOR_DONE", state: "MET" }],
    canCheckIn: false,
    canVerify: true,
  });
  expect(data!["cleaningTask"].checkIns).toHaveLength(liftPipe.checkIns.length);
  const [complaint, community] = data!["_entities"];
  expect(complaint.cleaningTasks.map(({ id }: { id: string }) => id)).toContain(liftPipe.id);
  expect(community).toEqual({
    contractor: { id: liftPipe.contractorId },
    page: { pageInfo: { hasNextPage: true } },
  });
});

test("the demo town's crew leader sees the crew's tasks, its cleaner her own", async () => {
  const mine = `{ myCleaningTasks(first: 100) { edges { node { crew { id } cleaner { name } } } } }`;
  const leader = await subgraph.ask(claimsOf("crew-leader"), mine);
  const cleaner = await subgraph.ask(claimsOf("cleaner"), mine);
  const crews = new Set(leader.data!["myCleaningTasks"].edges.map(({ node }: any) => node.crew.id));
  expect(crews).toEqual(new Set([liftPipe.crewId]));
  const names = new Set(
    cleaner.data!["myCleaningTasks"].edges.map(({ node }: any) => node.cleaner.name),
  );
  expect(names).toEqual(new Set(["孙菊香"]));
});

test("migrations and entities agree", () => expectNoSchemaDrift(subgraph.orm));

test("every element of the schema is described", async () => {
  expect(describeUndescribed(await buildFederatedSchema(cleaning))).toEqual([]);
});
