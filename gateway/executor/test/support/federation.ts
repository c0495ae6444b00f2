import { composeServices } from "@apollo/composition";
import { type ExecutionResult, type GraphQLSchema, parse, validate } from "graphql";
import {
  createApolloPlanner,
  createHttpDataSource,
  type DataSource,
  execute,
  type PreparedOperation,
  prepareOperation,
  subscribe,
  type SubscribeOptions,
} from "../../src/index.js";
import { startSubgraph, type SubgraphDefinition, type SubgraphServer } from "./subgraph-server.js";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible",
  "@interfaceObject", "@tag", "@extends", "@authenticated", "@requiresScopes", "@policy",
  "@context", "@fromContext", "@composeDirective"
])\n`;

export function withLink(definition: SubgraphDefinition): SubgraphDefinition {
  return { ...definition, typeDefs: LINK + definition.typeDefs };
}

export function compose(services: { name: string; typeDefs: string; url?: string }[]): string {
  const { supergraphSdl, errors } = composeServices(
    services.map(({ name, typeDefs, url }) => ({
      name,
      url: url ?? `http://${name}.invalid/graphql`,
      typeDefs: parse(typeDefs),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map((error) => error.message).join("\n"));
  return supergraphSdl;
}

export interface Federation extends AsyncDisposable {
  readonly schema: GraphQLSchema;
  readonly servers: Readonly<Record<string, SubgraphServer>>;
  readonly dataSources: Map<string, DataSource>;
  prepare(query: string, operationName?: string): PreparedOperation;
  run(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  stream(
    query: string,
    variables?: Record<string, unknown>,
    options?: Partial<SubscribeOptions>,
  ): AsyncGenerator<ExecutionResult, void, undefined>;
}

export interface FederationOptions {
  readonly headers?: Record<string, string>;
  readonly timeoutMs?: number;
  /** Whether the schemas are of the first federation, which has no `@link`. */
  readonly isFirst?: boolean;
}

/** Composes subgraphs, starts them and sets the executor before them. */
export async function federate(
  definitions: readonly SubgraphDefinition[],
  options: FederationOptions = {},
): Promise<Federation> {
  const linked = options.isFirst ? definitions : definitions.map(withLink);
  const servers = await Promise.all(linked.map(startSubgraph));
  const supergraph = compose(
    linked.map(({ name, typeDefs }, index) => ({ name, typeDefs, url: servers[index]!.url })),
  );
  const { planner, apiSchema: schema, subgraphs } = createApolloPlanner(supergraph);
  const { timeoutMs } = options;
  const dataSources = new Map(
    subgraphs.map(({ name, url }) => [
      name,
      createHttpDataSource({ name, url, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
    ]),
  );
  const context = { headers: options.headers ?? {} };
  const prepare = (query: string, operationName?: string): PreparedOperation => {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new Error(errors.map((error) => error.message).join("\n"));
    return prepareOperation({
      schema,
      planner,
      document,
      ...(operationName === undefined ? {} : { operationName }),
    });
  };

  return {
    schema,
    servers: Object.fromEntries(servers.map((server) => [server.name, server])),
    dataSources,
    prepare,
    run: (query, variables = {}) => execute(prepare(query), { dataSources, variables, context }),
    stream: (query, variables = {}, more = {}) =>
      subscribe(prepare(query), { dataSources, variables, context, ...more }),
    async [Symbol.asyncDispose]() {
      await Promise.all([...dataSources.values()].map((source) => source.close()));
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

/** A result as the client gets it: plain JSON. */
export function json(result: ExecutionResult): {
  data?: unknown;
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
} {
  return JSON.parse(JSON.stringify(result)) as never;
}
