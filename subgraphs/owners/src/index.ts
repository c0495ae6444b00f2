export { owners } from "./subgraph.js";
export { seedOwners } from "./seed/seed.js";
