import type { SupergraphTypes } from "../plan/planner.js";
import type { DataSource, RequestContext } from "../sources/data-source.js";
import type { EntityExchange } from "./entity-exchange.js";
import type { EntityShares } from "./entity-shares.js";
import type { ErrorLog } from "../errors/error-log.js";
import type { KnownTargets } from "./known-targets.js";
import type { Gates } from "../incremental/gates.js";

/** An object of a subgraph's answer. */
export type Json = Record<string, unknown>;

/** Everything that belongs to one execution of one operation. */
export interface Run {
  /** What the subgraphs have answered so far, merged; not yet what the client gets. */
  readonly root: Json;
  /** As the client sent them: subgraphs coerce for themselves. */
  readonly rawVariables: Readonly<Json>;
  /** Coerced: defaults applied. */
  readonly variables: Readonly<Json>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly context: RequestContext;
  readonly types: SupergraphTypes;
  readonly errors: ErrorLog;
  /** Sends what is asked about entities. */
  readonly exchange: EntityExchange;
  /** Absent in a mutation, whose steps change what was fetched before them. */
  readonly shares: EntityShares | undefined;
  readonly targets: KnownTargets;
  /** The places at which an entity fetch has begun. */
  readonly visited: Set<string>;
  /** What is known of the answers so far. */
  readonly answers: { havePlainStrings: boolean };
  /** Objects that stand at several places. */
  readonly repeated: Set<object>;
  /** Tells those who wait for single fetches; present where parts of the operation are deferred. */
  readonly gates?: Gates;
}

/** A compiled node of a plan; nothing where there is nothing to wait for. */
export type Step = (run: Run) => Promise<void> | undefined;
