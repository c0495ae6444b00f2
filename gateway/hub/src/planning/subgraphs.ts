import { type CallbackDesk, createHttpDataSource, type DataSource } from "@hutong/executor";
import type { Logger } from "pino";
import type { LiveProtocol } from "../hub.types.js";
import type { OperatorState, Operators } from "../operators/operators.js";
import type { SubgraphEndpoint } from "./source.js";
import { createSight, type Seen } from "./sight.js";

/** What the hub last saw of a subgraph. */
export interface SubgraphState extends Seen {
  readonly name: string;
  /** What it last saw of each of those who serve it, where several do. */
  readonly operators?: readonly OperatorState[];
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
  /** How each carries live streams, where not over WebSocket. */
  readonly protocols: Readonly<Record<string, LiveProtocol>>;
  readonly callbacks: CallbackDesk;
  /** Who serves subgraphs that several serve. */
  readonly operators: Operators;
  readonly logger: Logger;
}

/** Opens subgraphs and shares one data source among the supergraphs that place a name at the same URL. */
export interface Subgraphs {
  open(sdl: string, listed: readonly { readonly name: string; readonly url: string }[]): Subgraph[];
  /** Gives up a claim of {@link open}; the data source nobody claims any more is closed. */
  close(subgraphs: readonly Subgraph[]): Promise<void>;
}

/** The subgraphs of one hub. */
export function createSubgraphs(options: SubgraphOptions): Subgraphs {
  const opened = new Map<string, { subgraph: Subgraph; claims: number }>();

  return {
    open(sdl, listed) {
      const endpoints = listed.map(({ name, url }) => ({
        name,
        endpoint: toEndpoint(name, options.urls[name] ?? url),
      }));
      return endpoints.map(({ name, endpoint }) => {
        // Their rules stand in the supergraph, so another one may have others.
        const several = options.operators.serve(sdl, name, endpoint.url);
        if (several) return several;
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
        subgraphs.map(async ({ name, url, dataSource, state }) => {
          if (state.operators) return dataSource.close();
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

/** A subgraph that one server answers for; it notes, at no cost, whether the last request got an answer. */
function openSubgraph(
  name: string,
  endpoint: SubgraphEndpoint,
  { upstream, protocols, callbacks, logger }: SubgraphOptions,
): Subgraph {
  const protocol = protocols[name] ?? "websocket";
  const live = protocol === "callback" ? callbacks : protocol;
  const dataSource = createHttpDataSource({ name, ...endpoint, ...upstream, live });
  const sight = createSight(logger, { subgraph: name });
  return {
    name,
    url: endpoint.url,
    get state() {
      return { name, ...sight.now };
    },
    dataSource: {
      async execute(request, context) {
        try {
          const response = await dataSource.execute(request, context);
          sight.see("up");
          return response;
        } catch (error) {
          // A client that left says nothing about the subgraph.
          if (!context.signal?.aborted) sight.see("down", { err: error });
          throw error;
        }
      },
      subscribe: (request, context) => dataSource.subscribe(request, context),
      close: () => dataSource.close(),
    },
  };
}
