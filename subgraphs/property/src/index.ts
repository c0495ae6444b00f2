export { property } from "./subgraph.js";
export { seedProperty } from "./seed/seed.js";
