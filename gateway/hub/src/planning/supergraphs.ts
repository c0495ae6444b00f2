import { ApolloGateway } from "@apollo/gateway";
import { toApolloLogger } from "../telemetry/log.js";
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
}

/**
 * Loads supergraphs by `@apollo/gateway`, which checks each and refuses what its planner cannot plan,
 * and opens each for our executor. A version that fails leaves the one before in force.
 */
export function createSupergraphs({ source, ...options }: SupergraphsOptions): Supergraphs {
  const { logger } = options;
  const stopped = new AbortController();
  const subgraphs = createSubgraphs(options);
  const listeners = new Set<(supergraph: Supergraph) => void>();
  let current: Supergraph | undefined;
  let failure: unknown;

  const gateway = new ApolloGateway({
    supergraphSdl: toSupergraphManager(source, { logger, stopped: stopped.signal }),
    logger: toApolloLogger(logger),
    // Otherwise it depends on NODE_ENV.
    validateSupergraph: true,
  });

  const replace = ({ coreSupergraphSdl }: { coreSupergraphSdl: string }): void => {
    let next: Supergraph;
    try {
      next = openSupergraph(coreSupergraphSdl, subgraphs);
    } catch (error) {
      failure = error;
      if (current)
        logger.error({ err: error }, "a new supergraph cannot be used; the old one stays");
      return;
    }
    const previous = current;
    current = next;
    logger.info(
      { supergraph: next.id, subgraphs: [...next.subgraphs.keys()] },
      "supergraph in force",
    );
    for (const listener of listeners) listener(next);
    previous
      ?.retire()
      .catch((error: unknown) => logger.error({ err: error }, "closing an old supergraph failed"));
  };

  return {
    get current() {
      return current;
    },
    async load() {
      gateway.onSchemaLoadOrUpdate(replace);
      await gateway.load();
      if (!current) throw failure;
    },
    onChange(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    async stop() {
      stopped.abort(new Error("the hub is stopping"));
      await gateway.stop();
      if (current) await subgraphs.close([...current.subgraphs.values()]);
    },
  };
}
