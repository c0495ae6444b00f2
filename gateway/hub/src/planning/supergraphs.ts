import { RemoteGraphQLDataSource } from "@apollo/gateway";
import { toSupergraphManager, type SupergraphOptions } from "./source.js";
import { createSubgraphs, type SubgraphOptions } from "./subgraphs.js";
import { openSupergraph, type Supergraph } from "./supergraph.js";

/** The supergraph in force, and its changes. */
export interface Supergraphs {
  /** The version for new requests; nothing until the first is loaded. */
  readonly current: Supergraph | undefined;
  /** Loads the first version. Rejects if that one cannot be used, or on {@link stop}. */
  load(): Promise<void>;
  /** Calls back with every version that takes effect. */
  onChange(callback: (supergraph: Supergraph) => void): () => void;
  stop(): Promise<void>;
}

/** What {@link createSupergraphs} takes. */
export interface SupergraphsOptions extends SubgraphOptions {
  readonly source: SupergraphOptions;
  /** Makes the next version ready for what clients ask of the present one; gives how many operations. */
  warm(next: Supergraph, present: Supergraph, signal: AbortSignal): Promise<number>;
}

/** Opens each supergraph of the source. One that cannot be used leaves the one before in force. */
export function createSupergraphs({ source, warm, ...options }: SupergraphsOptions): Supergraphs {
  const { logger } = options;
  const stopped = new AbortController();
  const subgraphs = createSubgraphs(options);
  const listeners = new Set<(supergraph: Supergraph) => void>();
  const manager = toSupergraphManager(source, { logger, stopped: stopped.signal });
  let current: Supergraph | undefined;
  let cleanUp: (() => Promise<void>) | undefined;
  /** Ends the preparation of a version when a newer one comes. */
  let preparing = new AbortController();

  function putInForce(next: Supergraph, planned = 0): void {
    const previous = current;
    current = next;
    const names = [...next.subgraphs.keys()];
    logger.info({ supergraph: next.id, subgraphs: names, planned }, "supergraph in force");
    for (const listener of listeners) listener(next);
    if (previous) retire(previous);
  }

  function retire(old: Supergraph): void {
    old
      .retire()
      .catch((error: unknown) => logger.error({ err: error }, "closing an old supergraph failed"));
  }

  async function update(sdl: string): Promise<void> {
    preparing.abort();
    if (stopped.signal.aborted || sdl === current?.sdl) return;
    const { signal } = (preparing = new AbortController());
    try {
      const next = openSupergraph(sdl, subgraphs);
      const planned = current && (await warm(next, current, signal));
      if (signal.aborted) retire(next);
      else putInForce(next, planned);
    } catch (error) {
      logger.error({ err: error }, "a new supergraph cannot be used; the old one stays");
    }
  }

  return {
    get current() {
      return current;
    },
    async load() {
      const loaded = await manager.initialize({
        update: (sdl) => void update(sdl),
        // Only asked for SDL: operations go over data sources of the executor.
        getDataSource: ({ url }) => new RemoteGraphQLDataSource({ url }),
        healthCheck: async () => undefined,
      });
      cleanUp = loaded.cleanup;
      if (stopped.signal.aborted) await cleanUp?.();
      stopped.signal.throwIfAborted();
      try {
        if (!current) putInForce(openSupergraph(loaded.supergraphSdl, subgraphs));
      } catch (error) {
        await cleanUp?.();
        throw error;
      }
    },
    onChange(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    async stop() {
      stopped.abort(new Error("the hub is stopping"));
      preparing.abort();
      await cleanUp?.();
      if (current) await subgraphs.close([...current.subgraphs.values()]);
    },
  };
}
