import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

interface Part {
  readonly id: string;
  readonly code?: number;
  readonly grams?: number;
  readonly grade?: string;
}

/** A part's grade is computed from its weight, and its label from its grade, each by another party. */
const parties: SubgraphDefinition[] = [
  {
    name: "assembly",
    typeDefs: `
      type Query { machines: [Machine!]! }
      type Machine @key(fields: "id") { id: ID! main: Part }
      type Part @key(fields: "id") { id: ID! grams: Int inner: Part }`,
    resolvers: {
      Query: {
        machines: () => [
          { id: "m1", main: { id: "1" } },
          { id: "m2", main: { id: "2" } },
        ],
      },
      Part: {
        __resolveReference: (part: Part) => part,
        grams: ({ id }: Part) => Number(id) * 100,
        inner: ({ id }: Part) => ({ id: `${Number(id) + 4}` }),
      },
    },
  },
  {
    name: "grading",
    typeDefs: `
      type Part @key(fields: "code") @key(fields: "id") {
        id: ID! code: Int! grams: Int @external
        grade: String @requires(fields: "grams")
      }`,
    resolvers: {
      Part: {
        __resolveReference: ({ id, code, grams }: Part) => ({
          id: id ?? `${code! - 1000}`,
          code: code ?? 1000 + Number(id),
          grams,
        }),
        grade: ({ grams }: Part) => `grade of ${grams}`,
      },
    },
  },
  {
    name: "labels",
    typeDefs: `
      type Part @key(fields: "code") @key(fields: "id", resolvable: false) {
        id: ID! code: Int! grade: String @external
        label: String @requires(fields: "grade")
      }`,
    resolvers: {
      Part: {
        __resolveReference: (part: Part) => part,
        label: ({ code, grade }: Part) => `${code}: ${grade}`,
      },
    },
  },
];

test("a required field that an entity fetch could bring along is told what it requires first", async () => {
  await using f = await federate(parties);
  const query = "{ machines { main { inner { label } grade } } }";
  expect(json(await f.run(query))).toEqual({
    data: {
      machines: [
        { main: { inner: { label: "1005: grade of 500" }, grade: "grade of 100" } },
        { main: { inner: { label: "1006: grade of 600" }, grade: "grade of 200" } },
      ],
    },
  });
});

test("and so it is where the client asks for it as well, at several depths", async () => {
  await using f = await federate(parties);
  const query = "{ machines { main { label inner { grade label inner { label grams } } } } }";
  const { data, errors } = json(await f.run(query));
  expect(errors).toBeUndefined();
  expect((data as { machines: unknown[] }).machines[0]).toEqual({
    main: {
      label: "1001: grade of 100",
      inner: {
        grade: "grade of 500",
        label: "1005: grade of 500",
        inner: { label: "1009: grade of 900", grams: 900 },
      },
    },
  });
});
