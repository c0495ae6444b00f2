import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

/** A party with a directive for operations, which it composes into the supergraph. */
function party(field: string, defaultTone: string): SubgraphDefinition {
  return {
    name: field,
    typeDefs: `
      extend schema
        @link(url: "https://town.example/speech/v1.0", import: ["@speak"])
        @composeDirective(name: "@speak")
      directive @speak(tone: Tone!${defaultTone}, words: [Tone!]) on FIELD | QUERY | FIELD_DEFINITION
      enum Tone { PLAIN POLITE }
      type Query { ${field}: String @speak(tone: PLAIN) }`,
    resolvers: { Query: { [field]: () => field } },
  };
}

const parties = [party("farewell", ""), party("greeting", " = POLITE")];

test("a client may write a directive that parties composed for operations", async () => {
  await using f = await federate(parties);
  const query =
    "query ($t: Tone!) @speak { greeting @speak(tone: $t) farewell @speak(words: [PLAIN]) }";
  expect(json(await f.run(query, { t: "PLAIN" }))).toEqual({
    data: { greeting: "greeting", farewell: "farewell" },
  });
  const asked = [...f.servers["greeting"]!.requests, ...f.servers["farewell"]!.requests];
  expect(asked.map((request) => request.query).join()).not.toContain("speak");
});

test("with the arguments it has, and only where it is meant for operations", async () => {
  await using f = await federate(parties);
  const messages = (query: string): string[] =>
    validate(f.schema, parse(query)).map(({ message }) => message);
  expect(messages("{ greeting @speak(tone: LOUD) }")[0]).toContain("LOUD");
  expect(messages("{ ... @speak { greeting } }")[0]).toContain("may not be used on");
  expect(f.schema.getDirective("speak")?.locations).toEqual(["FIELD", "QUERY"]);
  expect(f.schema.getDirective("join__field")).toBeUndefined();
});
