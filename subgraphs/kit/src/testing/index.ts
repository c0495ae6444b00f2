import "reflect-metadata";

export { describeUndescribed, expectNoSchemaDrift } from "./schema-checks.js";
export { createTestDatabase } from "./test-database.js";
export { createTestIssuer, type TestIssuer } from "./test-issuer.js";
export { startTestSubgraph, type Answer, type TestSubgraph } from "./test-subgraph.js";
