import { stringifyDocument } from "@urql/core";
import { readFileSync } from "node:fs";
import { buildSchema, type DocumentNode, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";

const schema = buildSchema(
  readFileSync(new URL("../../../schema/api.graphql", import.meta.url), "utf8"),
);

/** Everything that the screens' `*.graphql.ts` export, one level into tables of documents. */
const modules = import.meta.glob<Record<string, unknown>>("../src/**/*.graphql.ts", {
  eager: true,
});
const documents = Object.entries(modules).flatMap(([file, exports]) =>
  Object.values(exports)
    .flatMap((value) => (isDocument(value) ? [value] : Object.values(value as object)))
    .filter(isDocument)
    .map((document) => ({ file, source: parse(stringifyDocument(document)) })),
);
const operations = documents.flatMap(({ file, source }) =>
  source.definitions.flatMap((definition) =>
    definition.kind === "OperationDefinition"
      ? [{ name: definition.name?.value ?? file, source }]
      : [],
  ),
);

describe("operations of the console", () => {
  it("are found", () => expect(operations.length).toBeGreaterThan(25));

  it("have names of their own, for the hub's log", () => {
    const names = operations.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(operations)("$name fits the schema of the hub", ({ source }) => {
    expect(validate(schema, source).map(({ message }) => message)).toEqual([]);
  });
});

function isDocument(value: unknown): value is DocumentNode {
  return typeof value === "object" && value !== null && (value as DocumentNode).kind === "Document";
}
