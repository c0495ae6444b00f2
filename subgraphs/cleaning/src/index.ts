export { cleaning } from "./subgraph.js";
export { seedCleaning } from "./seed/seed.js";
