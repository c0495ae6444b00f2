// Planning: a supergraph and an operation to a plan.
export { createApolloPlanner, type PlannedSupergraph } from "./plan/apollo.js";
export type { PlannableOperation, Planner, SupergraphTypes } from "./plan/planner.js";
export type { FetchNode, PlanNode, QueryPlan } from "./plan/query-plan.js";
export { readLinkedNames } from "./plan/linked-names.js";

// Keeping back what is not for whoever asks.
export { withhold } from "./withheld.js";

// Executing: an operation and variables to a result or a stream of them.
export { type PreparedOperation, type PrepareOptions, prepareOperation } from "./operation.js";
export {
  execute,
  executeAsText,
  type ExecuteOptions,
  type TextResult,
} from "./execution/execute.js";
export { executeIncrementally, type IncrementalResult } from "./incremental/execute.js";
export type { IncrementalMessage, IncrementalPayload } from "./incremental/delivery.js";
export { subscribe, type SubscribeOptions } from "./execution/subscribe.js";
export {
  type OpenOptions,
  type PlannedStream,
  planStream,
  type PlanStreamOptions,
  type StreamEvent,
} from "./execution/stream.js";

// Reaching subgraphs.
export type {
  DataSource,
  RequestContext,
  SubgraphRequest,
  SubgraphResponse,
} from "./sources/data-source.js";
export { createHttpDataSource, type HttpDataSourceOptions } from "./sources/http.js";
export type { Callback, CallbackDesk } from "./sources/live-callback.js";
export { SubgraphError, type SubgraphErrorCode } from "./errors/subgraph-error.js";

// A subgraph that many organisations serve.
export {
  createOperatorDataSource,
  type OperatorDataSourceOptions,
} from "./operators/data-source.js";
export {
  createStaticOperatorDirectory,
  type Operator,
  type OperatorDirectory,
  type OperatorEntry,
} from "./operators/directory.js";
export type { OperatorLimits } from "./operators/limits.js";
export {
  type OperatorOutcome,
  operatorOutcomes,
  type OperatorStatus,
} from "./operators/outcomes.js";
export type { CursorKeys } from "./operators/cursor.js";
export { operatorNamed } from "./operators/names.js";
export { type OperatorRules, readOperatorRules } from "./operators/rules.js";
