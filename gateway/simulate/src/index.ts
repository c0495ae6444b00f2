// A simulation of a town, over its hub
export { simulate } from "./simulate.js";
export type { SimulateOptions } from "./simulate.js";
export { toText } from "./report.js";
export type { Report } from "./report.js";

// What must be true of a town
export { checkEnd } from "./invariants/invariants.js";
export type { Checked } from "./invariants/invariants.js";
