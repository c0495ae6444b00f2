import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { buildASTSchema, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

/** Root subscription field → what it has told so far. */
type Logs = Map<string, object[]>;

export interface NeighborhoodStub {
  /** The hub's address. */
  readonly url: string;
  /** Tells an event; its cursor is its place in the log of its field. */
  readonly tell: (field: string, event: object) => void;
  readonly stop: () => Promise<void>;
}

/**
 * Stands where the hub is, for the neighborhood's subscriptions: a real graphql-ws server over the
 * schema that the neighborhood has published, so that a document which it does not take fails.
 */
export async function startNeighborhood(): Promise<NeighborhoodStub> {
  const sdl = await readFile(
    new URL("../../../schema/subgraphs/neighborhood.graphql", import.meta.url),
    "utf8",
  );
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const logs: Logs = new Map();
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

  const http = createServer();
  useServer(
    { schema, roots: { subscription: subscription as never } },
    new WebSocketServer({ server: http, path: "/graphql" }),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
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
