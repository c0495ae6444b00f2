import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  createStaticOperatorDirectory,
  type OperatorEntry,
  readOperatorRules,
} from "../src/index.js";
import { operatorSpecSdl } from "./support/operator-spec.js";
import { compose } from "./support/federation.js";
import { WORKS } from "./support/operators.js";

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@composeDirective"])\n${operatorSpecSdl}`;
const OTHER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { other: Int } type Firm @key(fields: "id") { id: ID! name: String }
  type Community @key(fields: "id") { id: ID! firms: [Firm!] main: Firm }`;

describe("rules", () => {
  test("are the same from the composed supergraph as from the subgraph's own SDL", () => {
    const supergraph = compose([
      { name: "works", typeDefs: WORKS },
      { name: "other", typeDefs: OTHER },
    ]);
    expect(supergraph).toContain('@operator(by: "firms.id")');
    for (const rules of [supergraph, WORKS].map((sdl) => readOperatorRules(sdl, "works"))) {
      expect(rules.by("WorkOrder", "title")).toBe("id");
      expect(rules.by("Community", "orders")).toBe("firms.id");
      expect(rules.by("Community", "id")).toBeUndefined();
      expect(rules.root("mutation", "close")).toEqual({ arg: "input.id" });
      expect(rules.root("query", "workOrders")).toEqual({
        arg: "firm",
        gather: {
          isConnection: true,
          hasCursor: false,
          afterType: "String",
          defaultFirst: 20,
          order: [
            { path: ["reportedAt"], isDescending: true },
            { path: ["id"], isDescending: true },
          ],
        },
      });
    }
  });

  test.each([
    ["a root field", "type Query { a: Int }", "Query.a"],
    [
      "a field of an entity",
      'type Query { a: T @operator(arg: "x") } type T @key(fields: "id") { id: ID! b: Int }',
      "T.b",
    ],
    [
      "a mutation of all",
      'type Query { a: Int @gather(orderBy: ["a"]) } type Mutation { m: Int @gather(orderBy: []) }',
      "Mutation.m",
    ],
  ])("refuse a schema in which nothing says who serves %s", (_, types, named) => {
    const supergraph = compose([{ name: "works", typeDefs: head + types }]);
    expect(() => readOperatorRules(supergraph, "works")).toThrow(named);
  });

  test("are found under the names that a party imported the directives by", () => {
    const own = operatorSpecSdl
      .replace('import: ["@operator", "@gather"]', 'as: "ours", import: ["@gather"]')
      .replaceAll("@operator(", "@ours(")
      .replace('"@operator"', '"@ours"');
    const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
      import: [{ name: "@key", as: "@identity" }, "@composeDirective"])\n${own}`;
    const types = `type Query { jobs: [Job] @gather(orderBy: ["id"]) job(id: ID!): Job @ours(arg: "id") }
      type Job @identity(fields: "id") @ours(by: "id") { id: ID! title: String }`;
    const supergraph = compose([{ name: "works", typeDefs: federation + types }]);
    for (const sdl of [supergraph, federation + types]) {
      const rules = readOperatorRules(sdl, "works");
      expect(rules.by("Job", "title")).toBe("id");
      expect(rules.root("query", "job")).toEqual({ arg: "id" });
      expect(rules.root("query", "jobs")?.gather?.order).toHaveLength(1);
    }
    const unserved = federation + types.replace('@ours(by: "id")', "");
    expect(() => readOperatorRules(unserved, "works")).toThrow("Job.title");
  });

  test("refuse an order that is none, and a subgraph that is not there", () => {
    const types = 'type Query { a: [T] @gather(orderBy: ["b:down"]) } type T { b: Int }';
    const supergraph = compose([{ name: "works", typeDefs: head + types }]);
    expect(() => readOperatorRules(supergraph, "works")).toThrow("b:down");
    expect(() => readOperatorRules(supergraph, "nobody")).toThrow("nobody");
  });
});

describe("a directory", () => {
  const url = "https://one.example/graphql";

  test("is read from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "directory-"));
    const file = join(folder, "operators.json");
    writeFileSync(file, JSON.stringify({ works: [{ id: "f01", url, keys: ["firm_1"] }] }));
    const directory = createStaticOperatorDirectory(file);
    rmSync(folder, { recursive: true });
    expect(directory.resolve("works", "firm_1")).toEqual({ id: "f01", url, status: "active" });
    expect(directory.operatorsOf("works")).toHaveLength(1);
    expect(directory.resolve("other", "f01")).toBeUndefined();
    expect(directory.resolve("works", "constructor")).toBeUndefined();
  });

  test.each<[string, OperatorEntry[]]>([
    ["no HTTP URL", [{ id: "a", url: "file:///etc/passwd" }]],
    ["no id", [{ id: "", url }]],
    [
      "another audience",
      [
        { id: "a", url, audience: "x" },
        { id: "b", url },
      ],
    ],
    [
      "claims the name",
      [
        { id: "a", url },
        { id: "b", url, keys: ["a"] },
      ],
    ],
  ])("refuses an entry with %s", (message, works) => {
    expect(() => createStaticOperatorDirectory({ works })).toThrow(message);
  });
});
