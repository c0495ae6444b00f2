export { neighborhood } from "./subgraph.js";
export { seedNeighborhood } from "./seed/seed.js";
