import { seedOnce } from "@hutong/kit";
import { createTestDatabase, startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { createTown } from "@hutong/town";
import { afterEach, describe, expect, it } from "vitest";

import { cleaning, seedCleaning } from "../src/index.js";
import { people } from "./fixture.js";

const running: TestSubgraph[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((subgraph) => subgraph.stop()));
});

async function start(operators?: readonly string[], databaseUrl?: string): Promise<TestSubgraph> {
  const subgraph = await startTestSubgraph(cleaning, {
    databaseUrl: databaseUrl ?? (await createTestDatabase()),
    ...(operators && { operators }),
  });
  running.push(subgraph);
  await seedOnce(subgraph.orm, "demo", (em) => seedCleaning(em, subgraph.hosting.hosts));
  return subgraph;
}

const { contractors, crews, cleaningTasks } = createTown();
const entities = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on Contractor { name crews { id } }
  ... on Community { contractor { id } page: cleaningTasks(first: 100) { edges { node { id } } } }
  ... on Complaint { cleaningTasks { id } } } }`;
const task = cleaningTasks.find(({ complaintId, contractorId }) => {
  return complaintId && contractorId === contractors[0]!.id;
})!;
const r = [
  { __typename: "Contractor", id: contractors[0]!.id },
  { __typename: "Community", id: task.communityId },
  { __typename: "Complaint", id: task.complaintId },
];

describe("a server for some of the contractors", () => {
  it("has what is theirs", async () => {
    const subgraph = await start(["c01"]);
    const { data } = await subgraph.ask(people.secretary, entities, { r });
    const [contractor, community, complaint] = data!["_entities"];
    expect(contractor.name).toBe(contractors[0]!.name);
    expect(contractor.crews).toHaveLength(
      crews.filter(({ contractorId }) => contractorId === contractors[0]!.id).length,
    );
    expect(community.contractor).toEqual({ id: contractors[0]!.id });
    expect(community.page.edges).not.toHaveLength(0);
    expect(complaint.cleaningTasks).toContainEqual({ id: task.id });
  });

  it("has nothing of another's, though its rows are still there", async () => {
    const url = await createTestDatabase();
    await start(undefined, url);
    const subgraph = await start(["c02", "c03", "c04", "c05", "c06"], url);
    const { data } = await subgraph.ask(people.secretary, entities, { r });
    expect(data!["_entities"]).toEqual([
      null,
      { contractor: null, page: { edges: [] } },
      { cleaningTasks: [] },
    ]);
  });
});
