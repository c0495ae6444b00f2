import "./telemetry/silence.js";

// The server
export { createHub } from "./hub.js";
export type { Hub, HubOptions } from "./hub.types.js";
export { createLogger } from "./telemetry/log.js";
export type { LimitOptions } from "./limits/limits.js";
export type { OperatorEntries } from "./operators/directory.js";
export type { OperatorOptions } from "./operators/operators.js";
export type {
  PolledSubgraphs,
  SubgraphEndpoint,
  SupergraphOptions,
  SupergraphSource,
} from "./planning/source.js";

// Who asks
export type { HoldsPolicy } from "./authorization/authorization.js";
export type { IssuerOptions } from "./identity/identity.js";
export type { DemoClock, Moment } from "./identity/demo-clock.routes.js";
export { createDemoIssuer } from "./identity/demo.js";
export type {
  Bilingual,
  DemoClaims,
  DemoIssuer,
  DemoIssuerOptions,
  Persona,
  SignedToken,
} from "./identity/demo.js";
