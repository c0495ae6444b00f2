// Errors
export { errorTable, isErrorCode } from "./errors.js";
export type { ErrorCode, ErrorRow } from "./errors.js";

// A subgraph that many organisations serve
export { operatorSpecSdl } from "./operators.js";

// Who asks
export { audience, claimsSchema, roles, scopes } from "./claims.js";
export type { Claims, Role, Scope } from "./claims.js";
