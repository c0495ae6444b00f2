import { IntrospectAndCompose, type SupergraphManager } from "@apollo/gateway";
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { toApolloLogger } from "../telemetry/log.js";

/** Where a subgraph answers. */
export interface SubgraphEndpoint {
  /** Its GraphQL endpoint for queries and mutations. */
  readonly url: string;
  /** Its endpoint for subscriptions over `graphql-transport-ws`. Default: `url` with the scheme `ws`. */
  readonly subscriptionUrl?: string;
}

/** A place a supergraph comes from, such as a registry. */
export interface SupergraphSource {
  /** Gives the present supergraph SDL. A rejection makes `createHub` reject. */
  load(): Promise<string>;
  /** Calls back with each later supergraph SDL; gives a function that ends this. */
  onChange(callback: (supergraphSdl: string) => void): () => void;
}

/** Subgraphs whose SDL is asked of them and composed. */
export interface PolledSubgraphs {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** Milliseconds between two rounds of asking. Default 10,000. */
  readonly pollIntervalMs?: number;
}

/** What the hub can load a supergraph from. */
export type SupergraphOptions =
  /** A supergraph as text. */
  | { readonly sdl: string }
  /** A file with a supergraph; with `watch`, a changed file takes effect by itself. Default: not watched. */
  | { readonly file: string; readonly watch?: boolean }
  /** Anything that can load and report changes. */
  | SupergraphSource
  /** Until all subgraphs have answered once the hub waits; one that goes down later does not take the supergraph away. */
  | PolledSubgraphs;

/** Between two attempts at composing subgraphs that have not all answered yet. */
const retryMs = 1000;

/** Whether the hub should listen before the supergraph is there: its subgraphs may start after it. */
export function isAwaited(options: SupergraphOptions): boolean {
  return !("subgraphs" in options);
}

/** A supergraph option as Apollo's gateway takes it; `stopped` ends a wait for subgraphs. */
export function toSupergraphManager(
  options: SupergraphOptions,
  { logger, stopped }: { readonly logger: Logger; readonly stopped: AbortSignal },
): SupergraphManager {
  if ("sdl" in options)
    return fromSource({ load: async () => options.sdl, onChange: () => () => {} });
  if ("file" in options) return fromSource(createFileSource(options.file, options.watch ?? false));
  if ("subgraphs" in options) return fromSubgraphs(options, logger, stopped);
  return fromSource(options);
}

function fromSource(source: SupergraphSource): SupergraphManager {
  return {
    async initialize({ update }) {
      const stop = source.onChange(update);
      const cleanup = async () => stop();
      try {
        return { supergraphSdl: await source.load(), cleanup };
      } catch (error) {
        stop();
        throw error;
      }
    },
  };
}

function createFileSource(file: string, watched: boolean): SupergraphSource {
  const path = resolve(file);
  return {
    load: () => readFile(path, "utf8"),
    onChange(callback) {
      if (!watched) return () => {};
      // The folder is watched, not the file: most tools replace a file, which ends a watch on it.
      const watcher = watch(dirname(path), (_, name) => {
        if (name !== basename(path)) return;
        readFile(path, "utf8").then(
          // A writer that truncates first shows an empty file for a moment.
          (supergraphSdl) => supergraphSdl.trim() && callback(supergraphSdl),
          () => {},
        );
      });
      return () => watcher.close();
    },
  };
}

/**
 * `IntrospectAndCompose` keeps the last supergraph when a later round fails, but gives up when the first
 * one does; parties start in any order, so that one is repeated.
 */
function fromSubgraphs(
  options: PolledSubgraphs,
  logger: Logger,
  stopped: AbortSignal,
): SupergraphManager {
  return {
    async initialize(hooks) {
      for (;;) {
        const composer = new IntrospectAndCompose({
          subgraphs: options.subgraphs.map(({ name, url }) => ({ name, url })),
          pollIntervalInMs: options.pollIntervalMs ?? 10_000,
          // Not an error of ours: the last supergraph stays in force.
          logger: {
            ...toApolloLogger(logger),
            error: (message) => logger.warn({ apollo: String(message) }),
          },
        });
        try {
          return await composer.initialize(hooks);
        } catch (error) {
          stopped.throwIfAborted();
          logger.debug({ err: error }, "waiting for all subgraphs to answer and compose");
          await delay(retryMs, undefined, { signal: stopped });
        }
      }
    },
  };
}
