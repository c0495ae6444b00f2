import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { buildASTSchema, graphql, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

/** What the neighborhood is asked to do, with its input; what it throws is its refusal. */
type Mutation = (input: any) => object | Promise<object>;

export interface NeighborhoodStub {
  /** The hub's address. */
  readonly url: string;
  /** Tells an event; its cursor is its place in the log of its field. */
  readonly tell: (field: string, event: object) => void;
  /** What it does when it is asked. */
  readonly mutations: Map<string, Mutation>;
  /** What it tells when it is asked, by its arguments. */
  readonly queries: Map<string, (args: any) => object>;
  readonly stop: () => Promise<void>;
}

/**
 * Stands where the hub is, for the neighborhood or another party: a real server over the schema that it
 * has published, so that a document which it does not take fails.
 */
export async function startNeighborhood(party = "neighborhood"): Promise<NeighborhoodStub> {
  const sdl = await readFile(
    new URL(`../../../schema/subgraphs/${party}.graphql`, import.meta.url),
    "utf8",
  );
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const logs = new Map<string, object[]>();
  const mutations = new Map<string, Mutation>();
  const queries: NeighborhoodStub["queries"] = new Map();
  const wakes = new Set<() => void>();

  async function* read(field: string, after: string): AsyncGenerator {
    for (let next = after === "0-0" ? 0 : Number(after); ;) {
      const log = logs.get(field) ?? [];
      if (next < log.length) {
        const event = log[next++]!;
        yield { [field]: { ...event, cursor: String(next) } };
      } else await new Promise<void>((resolve) => wakes.add(resolve));
    }
  }
  const subscription = Object.fromEntries(
    Object.keys(schema.getSubscriptionType()!.getFields()).map((field) => [
      field,
      ({ after }: { after: string }) => read(field, after),
    ]),
  );
  const query = Object.fromEntries(
    Object.keys(schema.getQueryType()!.getFields()).map((field) => [
      field,
      (args: unknown) => queries.get(field)!(args),
    ]),
  );
  const mutation = Object.fromEntries(
    Object.keys(schema.getMutationType()!.getFields()).map((field) => [
      field,
      ({ input }: { input: unknown }) => mutations.get(field)!(input),
    ]),
  );

  const http = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { query: source, variables: variableValues } = JSON.parse(body);
    const result = await graphql({
      schema,
      source,
      variableValues,
      rootValue: { ...query, ...mutation },
    });
    response.setHeader("content-type", "application/json").end(JSON.stringify(result));
  };
  useServer(
    { schema, roots: { subscription: subscription as never } },
    new WebSocketServer({ server: http, path: "/graphql" }),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    mutations,
    queries,
    tell: (field, event) => {
      logs.set(field, [...(logs.get(field) ?? []), event]);
      for (const wake of wakes) wake();
      wakes.clear();
    },
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
