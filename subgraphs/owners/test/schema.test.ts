import { buildFederatedSchema } from "@hutong/kit";
import { describeUndescribed, expectNoSchemaDrift } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { owners } from "../src/subgraph.js";
import { type Fixture, ids, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

describe("the subgraph", () => {
  it("describes every type, field, argument and value", async () => {
    expect(describeUndescribed(await buildFederatedSchema(owners))).toEqual([]);
  });

  it("migrates to exactly what its entities say", () => expectNoSchemaDrift(fixture.subgraph.orm));

  it("tells its SDL without a token, and nothing else", async () => {
    const sdl = await fixture.subgraph.ask(null, "{ _service { sdl } }");
    expect(sdl.data?.["_service"].sdl).toContain("type ServiceContract");
    for (const query of [
      `{ serviceContract(id: "${ids.contract}") { id } }`,
      '{ _entities(representations: [{ __typename: "Community", id: "x" }]) { __typename } }',
    ]) {
      expect(await fixture.code(null, query)).toBe("UNAUTHENTICATED");
    }
  });
});
