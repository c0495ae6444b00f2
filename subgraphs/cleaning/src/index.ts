export { cleaning, defineCleaning } from "./subgraph.js";
export { createHttpGateway } from "./sms/sms.gateway.js";
export { seedCleaning } from "./seed/seed.js";
