import { afterEach, beforeAll, afterAll, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import type { Interceptor, SubgraphDefinition, SubgraphServer } from "./support/subgraph-server.js";

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "complaints",
    typeDefs: `
      type Query { complaint: Complaint }
      type Complaint { reporter: Person }
      type Person @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { complaint: () => ({ reporter: { id: "wang" } }) } },
  },
  {
    name: "patrols",
    typeDefs: `
      type Query { patrol: Patrol }
      type Patrol { leader: Person }
      type Person @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { patrol: () => ({ leader: { id: "li" } }) } },
  },
  {
    name: "people",
    typeDefs: `type Person @key(fields: "id") { id: ID! name: String }`,
    resolvers: { Person: { name: ({ id }: { id: string }) => id.toUpperCase() } },
  },
];
const QUERY = "{ complaint { reporter { name } } patrol { leader { name } } }";
const WHOLE = {
  complaint: { reporter: { name: "WANG" } },
  patrol: { leader: { name: "LI" } },
};

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
});
afterAll(() => graph[Symbol.asyncDispose]());
afterEach(() => {
  for (const server of Object.values(graph.servers)) {
    server.intercept = undefined;
    server.requests.length = 0;
  }
});

/** Keeps the answer back until it is let go. */
function hold(server: SubgraphServer): { arrived: Promise<void>; letGo: () => void } {
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const intercept: Interceptor = (request, response) => {
    arrived.resolve();
    void gone.promise.then(() => server.respond(request, response));
    return true;
  };
  server.intercept = intercept;
  return { arrived: arrived.promise, letGo: gone.resolve };
}

test("what two parties lead to is asked of the third in one request", async () => {
  const { complaints, patrols, people } = graph.servers;
  const [first, second] = [hold(complaints!), hold(patrols!)];
  const result = graph.run(QUERY);
  await Promise.all([first.arrived, second.arrived]);
  first.letGo();
  second.letGo();
  expect(json(await result)).toEqual({ data: WHOLE });
  expect(people!.requests.map(({ variables }) => variables)).toEqual([
    {
      representations: [
        { __typename: "Person", id: "wang" },
        { __typename: "Person", id: "li" },
      ],
    },
  ]);
});

test.each(["complaints", "patrols"])("nobody waits for %s when they are slow", async (slow) => {
  const { [slow]: late, people } = graph.servers;
  const held = hold(late!);
  const asked = Promise.withResolvers<void>();
  people!.intercept = () => {
    asked.resolve();
    return false;
  };
  const result = graph.run(QUERY);
  // Only once the other has been gone on with does the slow one answer at all.
  await asked.promise;
  held.letGo();
  expect(json(await result)).toEqual({ data: WHOLE });
  expect(people!.requests).toHaveLength(2);
});

test("one that fails costs its own part", async () => {
  const { patrols, people } = graph.servers;
  patrols!.intercept = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  const { data, errors } = await graph.run(QUERY);
  expect(json({ data })).toEqual({ data: { ...WHOLE, patrol: null } });
  expect(errors).toMatchObject([{ path: ["patrol"], extensions: { subgraph: "patrols" } }]);
  expect(people!.requests).toHaveLength(1);
});
