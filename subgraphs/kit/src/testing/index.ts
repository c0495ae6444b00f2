import "reflect-metadata";

export { type FillSql, idOf, idSql, pickSql } from "./fill.js";
export { expectIndexed, type Million, runMillion } from "./million.js";
export { idNumber } from "./id-number.js";
export { type CaseAnswer, type HubStub, startHubStub } from "./hub-stub.js";
export { entitiesQuery, listQuery, type Page } from "./pages.js";
export { describeUndescribed, expectNoSchemaDrift } from "./schema-checks.js";
export { statementsOf } from "./statements.js";
export { createTestDatabase } from "./test-database.js";
export * from "./town.js";
export { createTestIssuer, type TestIssuer } from "./test-issuer.js";
export { startTestSubgraph, type Answer, type TestSubgraph } from "./test-subgraph.js";
export { presentCursor, watch, type Watching } from "./watch.js";
