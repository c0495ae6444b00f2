import { buildFederatedSchema } from "@hutong/kit";
import { errorTable } from "@hutong/schema";
import { buildSchema, execute, parse, printSchema } from "graphql";
import { createApolloPlanner, readOperatorRules } from "@hutong/executor";

import { loadParty, partyNames } from "../parties/parties.js";
import { composeSupergraph, type SubgraphSdl } from "./compose.js";

/** Where a party is in the committed supergraph; the hub replaces it by where it really is. */
const placeOf = (name: string): string => `http://${name}.hutong.example/graphql`;

/** The files that say what the parties agreed on, by their path in the repository. */
export async function describeSchema(): Promise<Map<string, string>> {
  const subgraphs: SubgraphSdl[] = [];
  const served: string[] = [];
  for (const name of partyNames) {
    const { definition } = await loadParty(name);
    if (definition.servedByOperators) served.push(name);
    subgraphs.push({
      name,
      url: placeOf(name),
      sdl: await sdlOf(await buildFederatedSchema(definition)),
    });
  }
  const supergraph = composeSupergraph(subgraphs);
  // Throws for a field of which nobody could say who serves it.
  for (const name of served) readOperatorRules(supergraph, name);
  return new Map([
    ...subgraphs.map(
      ({ name, sdl }) => [`schema/subgraphs/${name}.graphql`, `${sdl.trim()}\n`] as const,
    ),
    ["schema/supergraph.graphql", `${supergraph.trim()}\n`],
    ["schema/api.graphql", `${printSchema(createApolloPlanner(supergraph).apiSchema).trim()}\n`],
    ["gateway/docs/errors.md", describeErrors()],
  ]);
}

async function sdlOf(schema: ReturnType<typeof buildSchema>): Promise<string> {
  const { data } = await execute({ schema, document: parse("{ _service { sdl } }") });
  return (data!["_service"] as { sdl: string }).sdl;
}

function describeErrors(): string {
  const rows = Object.entries(errorTable).map(
    ([code, { status, meaning, remedy, zh }]) =>
      `| \`${code}\` | ${status} | ${meaning} | ${remedy} | ${zh} |`,
  );
  return `# Errors

Every error of the hub and of each party's subgraph carries one of these in \`extensions.code\`. An error
of a field comes with HTTP 200 beside the rest of the answer; the status below is that of a request
refused as a whole. Codes never change their meaning. This page is generated from the table in
\`schema/src/errors.ts\`.

| Code | Status | What happened | What to do | 中文 |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
