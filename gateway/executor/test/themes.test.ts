import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

type Row = Record<string, unknown>;

const subgraph = (
  name: string,
  typeDefs: string,
  resolvers: Record<string, unknown> = {},
): SubgraphDefinition => ({ name, typeDefs, resolvers });

const typed = { __resolveType: (row: Row) => row["__typename"] };
const refer = (find: (key: Row) => unknown) => ({ __resolveReference: find });
const itself = refer((key) => key);

async function answer(subgraphs: SubgraphDefinition[], query: string, variables: Row = {}) {
  await using f = await federate(subgraphs);
  return json(await f.run(query, variables));
}

test("a field provided on members of a union is taken from there", async () => {
  const media = [
    { __typename: "Book", id: "m1", title: "Lanes", animals: ["cat"] },
    { __typename: "Movie", id: "m2", title: "Roofs" },
  ];
  const catalogue = (type: string) => `
    type ${type} @key(fields: "id") { id: ID! title: String! }`;
  const subgraphs = [
    subgraph(
      "lists",
      `type Query { media: [Media!]! @shareable @provides(fields: "... on Book { title }") }
       union Media = Book | Movie
       type Book @key(fields: "id") { id: ID! title: String! @external }
       type Movie @key(fields: "id") { id: ID! }`,
      { Query: { media: () => media }, Media: typed },
    ),
    subgraph(
      "titles",
      `${catalogue("Book").replace("title: String!", "title: String! @shareable")}${catalogue("Movie")}`,
      {
        Book: refer(() => {
          throw new Error("not to be asked");
        }),
        Movie: refer(({ id }) => media.find((one) => one.id === id)),
      },
    ),
  ];
  expect(
    await answer(subgraphs, "{ media { ... on Book { title } ... on Movie { title } } }"),
  ).toEqual({ data: { media: [{ title: "Lanes" }, { title: "Roofs" }] } });
});

test("a field provided two levels down is taken from there", async () => {
  const subgraphs = [
    subgraph(
      "lists",
      `type Query { groups: [Group!]! @provides(fields: "leaders { name home { city } }") }
       type Group @key(fields: "id") { id: ID! leaders: [Person!]! @external }
       type Person @key(fields: "id") { id: ID! name: String! @external home: Home! @external }
       type Home @shareable { city: String! }`,
      {
        Query: {
          groups: () => [
            { id: "g1", leaders: [{ id: "p1", name: "Lin", home: { city: "Suzhou" } }] },
          ],
        },
      },
    ),
    subgraph(
      "people",
      `type Group @key(fields: "id") { id: ID! leaders: [Person!]! @shareable }
       type Person @key(fields: "id") { id: ID! name: String! @shareable home: Home! @shareable age: Int! }
       type Home @shareable { city: String! }`,
      { Group: refer(() => null), Person: refer((key) => ({ ...key, age: 40 })) },
    ),
  ];
  expect(await answer(subgraphs, "{ groups { leaders { name age home { city } } } }")).toEqual({
    data: { groups: [{ leaders: [{ name: "Lin", age: 40, home: { city: "Suzhou" } }] }] },
  });
});

test("what is required of an interface's and a union's members reaches the field in fragments", async () => {
  const rooms = [
    { __typename: "Flat", id: "r1", floor: 3, owner: { __typename: "Firm", code: "F1" } },
    { __typename: "House", id: "r2", garden: true, owner: { __typename: "Person", name: "Lin" } },
  ];
  const shared = `
    interface Home { floorOf: String }
    union Owner = Firm | Person
    type Firm @shareable { code: String }
    type Person @shareable { name: String }`;
  const subgraphs = [
    subgraph(
      "homes",
      `type Query { cases: [Case!]! } ${shared.replace(/interface.*/, "")}
       interface Home { id: ID! owner: Owner }
       type Flat implements Home @shareable { id: ID! floor: Int owner: Owner }
       type House implements Home @shareable { id: ID! garden: Boolean owner: Owner }
       type Case @key(fields: "id") { id: ID! home: Home! }`,
      {
        Query: { cases: () => rooms.map((home, index) => ({ id: `c${index}`, home })) },
        Case: refer(({ id }) => ({ id, home: rooms[Number(String(id).slice(1))] })),
        Home: typed,
        Owner: typed,
      },
    ),
    subgraph(
      "notes",
      `${shared.replace(/interface.*/, "")}
       interface Home { id: ID! owner: Owner }
       type Flat implements Home @shareable { id: ID! floor: Int owner: Owner }
       type House implements Home @shareable { id: ID! garden: Boolean owner: Owner }
       type Case @key(fields: "id") {
         id: ID! home: Home! @external
         note: String! @requires(fields: "home { id ... on Flat { floor } ... on House { garden owner { ... on Person { name } ... on Firm { code } } } }")
       }`,
      {
        Home: typed,
        Owner: typed,
        Case: { ...itself, note: ({ home }: { home: unknown }) => JSON.stringify(home) },
      },
    ),
  ];
  const { data, errors } = await answer(subgraphs, "{ cases { note } }");
  expect(errors).toBeUndefined();
  const notes = (data as { cases: { note: string }[] }).cases.map(
    ({ note }) => JSON.parse(note) as Row,
  );
  expect(notes).toEqual([
    { __typename: "Flat", id: "r1", floor: 3 },
    { __typename: "House", id: "r2", garden: true, owner: { __typename: "Person", name: "Lin" } },
  ]);
});

test("two subgraphs that require of each other in turn", async () => {
  const subgraphs = [
    subgraph(
      "feed",
      `type Query { post: Post } type Author { id: ID! years: Int! }
       type Post @key(fields: "id") { id: ID! byNovice: Boolean! @external byExpert: Boolean! @requires(fields: "byNovice") author: Author! }`,
      {
        Query: { post: () => ({ id: "p1" }) },
        Post: {
          ...itself,
          author: () => ({ id: "a1", years: 1 }),
          byExpert: ({ byNovice }: { byNovice: boolean }) => !byNovice,
        },
      },
    ),
    subgraph(
      "ranks",
      `type Author @shareable { years: Int! @external }
       type Post @key(fields: "id") { id: ID! author: Author! @external byNovice: Boolean! @requires(fields: "author { years }") }`,
      {
        Post: {
          ...itself,
          byNovice: ({ author }: { author: { years: number } }) => author.years < 3,
        },
      },
    ),
  ];
  expect(await answer(subgraphs, "{ post { byExpert byNovice } }")).toEqual({
    data: { post: { byExpert: false, byNovice: true } },
  });
});

test("schemas of the first federation, with extended types and external keys", async () => {
  await using f = await federate(
    [
      subgraph(
        "users",
        `type Query { user: User } type User @key(fields: "id") { id: ID! name: String email: String }`,
        {
          Query: { user: () => ({ id: "u1", name: "Ada", email: "a@x" }) },
          User: refer(({ id }) => ({ id, name: "Ada", email: "a@x" })),
        },
      ),
      subgraph(
        "posts",
        `extend type Query { posts: [Post!]! }
         type Post @key(fields: "id") { id: ID! author: User @provides(fields: "name") }
         extend type User @key(fields: "id") {
           id: ID! @external name: String @external email: String @external
           posts: [Post!]! handle: String @requires(fields: "email")
         }`,
        {
          Query: { posts: () => [{ id: "p1" }] },
          Post: { author: () => ({ id: "u1", name: "Ada" }) },
          User: {
            ...itself,
            posts: () => [{ id: "p1" }],
            handle: ({ email }: { email: string }) => `@${email}`,
          },
        },
      ),
      subgraph(
        "badges",
        `type User @extends @key(fields: "id") { id: ID! @external badge: String }`,
        { User: { ...itself, badge: ({ id }: Row) => `badge of ${String(id)}` } },
      ),
    ],
    { isFirst: true },
  );
  const query =
    "{ user { name badge handle posts { id author { name email badge } } } posts { author { handle } } }";
  expect(json(await f.run(query))).toEqual({
    data: {
      user: {
        name: "Ada",
        badge: "badge of u1",
        handle: "@a@x",
        posts: [{ id: "p1", author: { name: "Ada", email: "a@x", badge: "badge of u1" } }],
      },
      posts: [{ author: { handle: "@a@x" } }],
    },
  });
});

test("an entity whose key a subgraph does not know, or gives as null, lacks what only others have", async () => {
  const subgraphs = [
    subgraph(
      "shelves",
      `type Query { books: [Book]! } type Book @key(fields: "upc") { upc: ID! }`,
      { Query: { books: () => [{ upc: "b1" }, { upc: "b2" }, { upc: "b3" }, null] } },
    ),
    subgraph("codes", `type Book @key(fields: "upc") @key(fields: "id") { upc: ID! id: ID }`, {
      Book: refer(({ upc }) =>
        upc === "b1" ? { upc, id: "1" } : upc === "b2" ? { upc, id: null } : null,
      ),
    }),
    subgraph("titles", `type Book @key(fields: "id") { id: ID title: String }`, {
      Book: refer(({ id }) => (id === "1" ? { id, title: "Lanes" } : null)),
    }),
  ];
  expect(await answer(subgraphs, "{ books { upc title } }")).toEqual({
    data: {
      books: [
        { upc: "b1", title: "Lanes" },
        { upc: "b2", title: null },
        { upc: "b3", title: null },
        null,
      ],
    },
  });
});

test("enums and inputs that subgraphs know differently", async () => {
  const subgraphs = [
    subgraph(
      "a",
      `type Query { states: [State!]! echo(by: By): String filter(input: In!): String }
       enum State { OPEN CLOSED } enum By { NAME AGE } input In { name: String age: Int }`,
      {
        Query: {
          states: () => ["OPEN", "CLOSED"],
          echo: (_: unknown, { by }: { by: string }) => by,
          filter: (_: unknown, { input }: { input: object }) => JSON.stringify(input),
        },
      },
    ),
    subgraph(
      "b",
      `type Query { others: [State]! echo2(by: By): String filter2(input: In!): String }
       enum State { OPEN MERGED } enum By { NAME SIZE } input In { name: String size: Int }`,
      { Query: { others: () => ["MERGED", null, "OPEN"] } },
    ),
  ];
  await using f = await federate(subgraphs);
  expect(json(await f.run("{ states others echo(by: NAME) }"))).toEqual({
    data: { states: ["OPEN", "CLOSED"], others: ["MERGED", null, "OPEN"], echo: "NAME" },
  });
  expect(() => f.prepare("{ echo(by: AGE) }")).toThrow("AGE");
  expect(() => f.prepare("{ filter(input: { age: 1 }) }")).toThrow("age");
  const query = "query ($in: In!) { filter(input: $in) }";
  expect(json(await f.run(query, { in: { name: "x" } })).data).toEqual({ filter: '{"name":"x"}' });
  expect(json(await f.run(query, { in: { age: 1 } })).errors).toMatchObject([
    { extensions: { code: "BAD_USER_INPUT" } },
  ]);
});

test("a field of an interface's members that another subgraph has taken over", async () => {
  const subgraphs = [
    subgraph(
      "a",
      `type Query { feed: [Post] } interface Post { id: ID! createdAt: String! }
       type ImagePost implements Post @key(fields: "id") { id: ID! createdAt: String! }
       type TextPost implements Post @key(fields: "id") { id: ID! createdAt: String! body: String! }`,
      {
        Query: {
          feed: () => [
            { __typename: "ImagePost", id: "i1", createdAt: "old" },
            { __typename: "TextPost", id: "t1", createdAt: "kept", body: "x" },
          ],
        },
        Post: typed,
      },
    ),
    subgraph(
      "b",
      `interface Post { id: ID! createdAt: String! }
       type ImagePost implements Post @key(fields: "id") { id: ID! createdAt: String! @override(from: "a") }`,
      { ImagePost: { ...itself, createdAt: () => "new" }, Post: typed },
    ),
  ];
  expect(
    await answer(subgraphs, "{ feed { id createdAt ... on ImagePost { at: createdAt } } }"),
  ).toEqual({
    data: {
      feed: [
        { id: "i1", createdAt: "new", at: "new" },
        { id: "t1", createdAt: "kept" },
      ],
    },
  });
});

test("members of a union with one name for fields of different types", async () => {
  const subgraphs = [
    subgraph(
      "a",
      `type Query { accounts: [Account!]! } union Account = User | Admin
       type User @key(fields: "id") { id: ID name: String } type Admin @key(fields: "id") { id: ID! name: [String!]! }`,
      {
        Query: {
          accounts: () => [
            { __typename: "User", id: "u", name: "Ada" },
            { __typename: "Admin", id: "a", name: ["Bo", "B"] },
          ],
        },
        Account: typed,
      },
    ),
    subgraph(
      "b",
      `type User @key(fields: "id") { id: ID similar: [Account!]! } union Account = User`,
      {
        User: { ...itself, similar: () => [{ __typename: "User", id: "u2" }] },
        Account: typed,
      },
    ),
  ];
  const query =
    "{ accounts { __typename ... on User { id name similar { ... on User { id } ... on Admin { key: id } } } ... on Admin { key: id names: name } } }";
  expect(await answer(subgraphs, query)).toEqual({
    data: {
      accounts: [
        { __typename: "User", id: "u", name: "Ada", similar: [{ id: "u2" }] },
        { __typename: "Admin", key: "a", names: ["Bo", "B"] },
      ],
    },
  });
});
