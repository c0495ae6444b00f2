export { consortium } from "./subgraph.js";
export { seedConsortium } from "./seed/seed.js";
