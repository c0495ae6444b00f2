import { createHttpDataSource, type DataSource } from "@hutong/executor";
import type { Logger } from "pino";
import type { SubgraphEndpoint } from "./source.js";

/** What the hub last saw of a subgraph. */
export interface SubgraphState {
  readonly name: string;
  /** `unknown` until the first request to it. */
  readonly state: "unknown" | "up" | "down";
  /** When that was, ISO 8601. */
  readonly at?: string;
}

/** A subgraph that the current supergraph names. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly dataSource: DataSource;
  readonly state: SubgraphState;
}

/** How subgraphs are reached. */
export interface SubgraphOptions {
  readonly urls: Readonly<Record<string, string | SubgraphEndpoint>>;
  readonly upstream: { readonly timeoutMs?: number; readonly connections?: number };
  readonly logger: Logger;
}

/** Opens subgraphs and shares one data source among the supergraphs that place a name at the same URL. */
export interface Subgraphs {
  open(listed: readonly { readonly name: string; readonly url: string }[]): Subgraph[];
  /** Gives up a claim of {@link open}; the data source nobody claims any more is closed. */
  close(subgraphs: readonly Subgraph[]): Promise<void>;
}

/** The subgraphs of one hub. */
export function createSubgraphs(options: SubgraphOptions): Subgraphs {
  const opened = new Map<string, { subgraph: Subgraph; claims: number }>();

  return {
    open(listed) {
      const endpoints = listed.map(({ name, url }) => ({
        name,
        endpoint: toEndpoint(name, options.urls[name] ?? url),
      }));
      return endpoints.map(({ name, endpoint }) => {
        const key = keyOf(name, endpoint.url);
        const entry = opened.get(key) ?? {
          subgraph: openSubgraph(name, endpoint, options),
          claims: 0,
        };
        entry.claims += 1;
        opened.set(key, entry);
        return entry.subgraph;
      });
    },
    async close(subgraphs) {
      await Promise.all(
        subgraphs.map(async ({ name, url }) => {
          const entry = opened.get(keyOf(name, url));
          if (!entry || --entry.claims > 0) return;
          opened.delete(keyOf(name, url));
          await entry.subgraph.dataSource.close();
        }),
      );
    },
  };
}

const keyOf = (name: string, url: string): string => `${name} ${url}`;

function toEndpoint(name: string, place: string | SubgraphEndpoint): SubgraphEndpoint {
  const endpoint = typeof place === "string" ? { url: place } : place;
  if (!URL.canParse(endpoint.url)) {
    throw new Error(
      `subgraph "${name}" has no usable URL in the supergraph; give one in subgraphUrls`,
    );
  }
  return endpoint;
}

/** A subgraph whose data source notes, at no cost, whether the last request got an answer. */
function openSubgraph(
  name: string,
  endpoint: SubgraphEndpoint,
  { upstream, logger }: SubgraphOptions,
): Subgraph {
  const dataSource = createHttpDataSource({ name, ...endpoint, ...upstream });
  let state: SubgraphState["state"] = "unknown";
  let seenAt = 0;
  const see = (seen: "up" | "down", error?: unknown): void => {
    // A line per change, not per request: a party that is down for an hour is one event.
    if (seen === "down" && state !== "down")
      logger.warn({ subgraph: name, err: error }, "subgraph does not answer");
    if (seen === "up" && state === "down")
      logger.info({ subgraph: name }, "subgraph answers again");
    state = seen;
    seenAt = Date.now();
  };
  return {
    name,
    url: endpoint.url,
    get state() {
      return { name, state, ...(seenAt > 0 && { at: new Date(seenAt).toISOString() }) };
    },
    dataSource: {
      async execute(request, context) {
        try {
          const response = await dataSource.execute(request, context);
          see("up");
          return response;
        } catch (error) {
          // A client that left says nothing about the subgraph.
          if (!context.signal?.aborted) see("down", error);
          throw error;
        }
      },
      subscribe: (request, context) => dataSource.subscribe(request, context),
      close: () => dataSource.close(),
    },
  };
}
