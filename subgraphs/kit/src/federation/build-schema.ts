import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { operatorSpecSdl } from "@hutong/schema";
import { type GraphQLSchema, parse } from "graphql";
import {
  type ClassType,
  type NonEmptyArray,
  type PubSub,
  buildSchema,
  createResolversMap,
} from "type-graphql";

import type { Context } from "../server/context.js";
import type { Reference } from "./reference.js";
import { scalars } from "./scalars.js";

const federationImports = [
  "@key",
  "@shareable",
  "@external",
  "@requires",
  "@provides",
  "@override",
  "@inaccessible",
  "@tag",
  "@composeDirective",
];

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(federationImports)})
`;

/** type-graphql asks for one, but events come from the outbox: every subscription brings its own `subscribe`. */
const outboxAlone: PubSub = {
  publish: () => {
    throw new Error("emit an event to the outbox instead");
  },
  subscribe: () => {
    throw new Error("give the subscription a `subscribe` that reads the outbox");
  },
};

/** What a subgraph is made of, as far as its schema goes. */
export interface SchemaParts {
  readonly resolvers: NonEmptyArray<Function>;
  /** How other subgraphs' references to our entities are resolved. */
  readonly references: readonly Reference[];
  /** Whether several organisations may serve it: its fields then say who of them is asked. */
  readonly servedByOperators?: boolean;
  /** Types that only `_entities` reaches. */
  readonly orphanedTypes?: readonly ClassType[];
}

/** Builds the executable Federation 2 schema of a subgraph out of its type-graphql classes. */
export async function buildFederatedSchema(parts: SchemaParts): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: parts.resolvers,
    orphanedTypes: [...(parts.orphanedTypes ?? [])],
    scalarsMap: [{ type: Date, scalar: scalars.DateTime }],
    validate: { forbidUnknownValues: false },
    pubSub: outboxAlone,
    // Federation directives are unknown to a plain schema check.
    skipCheck: true,
  });
  const resolvers = createResolversMap(schema) as Record<string, Record<string, unknown>>;
  for (const { typeName, resolve } of parts.references) {
    resolvers[typeName] = {
      ...resolvers[typeName],
      __resolveReference: (representation: { id: string }, context: Context) =>
        resolve(representation, context),
    };
  }
  for (const [name, scalar] of Object.entries(scalars))
    if (schema.getType(name)) resolvers[name] = scalar as never;
  const head = parts.servedByOperators ? link + operatorSpecSdl : link;
  return buildSubgraphSchema([
    { typeDefs: parse(head + printSubgraphSchema(schema)), resolvers: resolvers as never },
  ]);
}
