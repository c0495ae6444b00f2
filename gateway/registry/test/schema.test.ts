import { readFile } from "node:fs/promises";

import {
  type FieldDefinitionNode,
  isEnumType,
  buildSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";

import { loadParty, partyNames } from "../dist/parties/parties.js";
import { composeSupergraph, describeSchema } from "../dist/index.js";

const root = new URL("../../../", import.meta.url);
let files: Map<string, string>;
beforeAll(async () => {
  files = await describeSchema();
});

describe("the committed schema", () => {
  it("is what the code says", async () => {
    for (const [file, text] of files) {
      expect(
        await readFile(new URL(file, root), "utf8"),
        `${file}: run "npx hutong schema emit"`,
      ).toBe(text);
    }
  });

  it("gives every type, field and value a description in English and Chinese", () => {
    const missing: string[] = [];
    const check = (name: string, { description }: { description?: string | null }): void => {
      if (!/[a-z]/i.test(description ?? "") || !/[\u4e00-\u9fff]/.test(description ?? ""))
        missing.push(name);
    };
    for (const type of Object.values(buildSchema(files.get("schema/api.graphql")!).getTypeMap())) {
      if (type.name.startsWith("__")) continue;
      if (isObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          // An id is described by its form.
          if (field.name !== "id") check(`${type}.${field.name}`, field);
        }
      }
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type}.${value.name}`, value);
    }
    expect(missing).toEqual([]);
  });
});

describe("fields that cross from one party to another", () => {
  it("are nullable, so that a party that is away costs no more than its own part", async () => {
    const ownerOf = new Map<string, string>();
    for (const name of partyNames) {
      const { definition } = await loadParty(name);
      for (const { typeName, owned } of definition.references)
        if (owned) ownerOf.set(typeName, name);
    }
    expect([...ownerOf.keys()]).toEqual(
      expect.arrayContaining(["Complaint", "WorkOrder", "HelpRequest", "PropertyFirm"]),
    );

    const wrong: string[] = [];
    for (const party of partyNames) {
      for (const type of objectTypes(files.get(`schema/subgraphs/${party}.graphql`)!)) {
        for (const field of type.fields ?? []) {
          const ownType = (ownerOf.get(type.name.value) ?? party) === party;
          const ownResult = (ownerOf.get(named(field.type)) ?? party) === party;
          if ((ownType && ownResult) || isKeyOrExternal(field)) continue;
          if (field.type.kind === Kind.NON_NULL_TYPE)
            wrong.push(`${party}: ${type.name.value}.${field.name.value}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("composition", () => {
  it("says what does not fit together", () => {
    const sdl = (
      type: string,
    ) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
      type Query { ${type.toLowerCase()}: T } type T @key(fields: "id") { id: ID! name: ${type} @shareable }`;
    expect(() =>
      composeSupergraph([
        { name: "a", url: "http://a", sdl: sdl("Int") },
        { name: "b", url: "http://b", sdl: sdl("String") },
      ]),
    ).toThrow(/T\.name.*incompatible/);
  });
});

const objectTypes = (sdl: string): ObjectTypeDefinitionNode[] =>
  parse(sdl).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);

const named = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);

const isKeyOrExternal = ({ name, directives }: FieldDefinitionNode): boolean =>
  name.value === "id" ||
  (directives ?? []).some((directive) => directive.name.value === "external");
