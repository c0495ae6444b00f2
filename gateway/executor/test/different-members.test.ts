import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const notice = { __typename: "Notice", text: "lift" };
const permit = { __typename: "Permit", number: "P1" };
const repair = { __typename: "Repair", firm: "F1" };

/** Two parties keep a board each, and know different things that may hang on it. */
function board(
  name: string,
  root: string,
  own: { readonly __typename: string },
  field: string,
): SubgraphDefinition {
  const posted = { posts: [notice, own] };
  return {
    name,
    typeDefs: `
      type Query { ${root}: Gate }
      type Gate @key(fields: "id") { id: ID! board: Board @shareable last_${name}: Post }
      type Board @shareable { posts: [Post!]! first: Shown }
      union Post = Notice | ${own.__typename}
      interface Shown { title: String }
      type Notice implements Shown @shareable { text: String title: String }
      type ${own.__typename} implements Shown { ${field}: String title: String }`,
    resolvers: {
      Query: { [root]: () => ({ id: "g1" }) },
      Gate: {
        __resolveReference: (gate: object) => gate,
        board: () => ({ ...posted, first: own }),
        [`last_${name}`]: () => own,
      },
    },
  };
}

const boards = [
  board("committee", "north", permit, "number"),
  board("firm", "south", repair, "firm"),
];
const posts =
  "posts { __typename ... on Notice { text } ... on Permit { number } ... on Repair { firm } }";

test("a fragment on a type that another subgraph does not know there is asked for", async () => {
  await using f = await federate(boards);
  expect(json(await f.run(`{ north { board { ${posts} } } }`))).toEqual({
    data: { north: { board: { posts: [notice, permit] } } },
  });
  expect(json(await f.run(`{ south { board { ${posts} } } }`))).toEqual({
    data: { south: { board: { posts: [notice, repair] } } },
  });
});

test("and so is one on an implementation that another subgraph does not know", async () => {
  await using f = await federate(boards);
  const first = "first { ... on Permit { number } ... on Repair { firm } }";
  expect(
    json(await f.run(`{ north { board { ${first} } } south { board { ${first} } } }`)),
  ).toEqual({
    data: {
      north: { board: { first: { number: "P1" } } },
      south: { board: { first: { firm: "F1" } } },
    },
  });
});

test("a type that cannot occur where the objects come from does not bring in another subgraph", async () => {
  await using f = await federate(boards);
  const query = "{ north { board { posts { __typename ... on Repair { firm } } } } }";
  expect(json(await f.run(query))).toEqual({
    data: { north: { board: { posts: [{ __typename: "Notice" }, { __typename: "Permit" }] } } },
  });
  expect(f.servers["firm"]!.requests).toEqual([]);
});

test("members that only the second subgraph knows are asked of it", async () => {
  await using f = await federate(boards);
  const query = "{ north { last_firm { ... on Permit { number } ... on Repair { firm } } } }";
  expect(json(await f.run(query))).toEqual({ data: { north: { last_firm: { firm: "F1" } } } });
});
