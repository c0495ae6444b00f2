import { buildFederatedSchema } from "@hutong/kit";
import { describeUndescribed, expectNoSchemaDrift } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { consortium } from "../src/subgraph.js";
import { type Fixture, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

describe("the subgraph", () => {
  it("describes every type, field, argument and value", async () => {
    expect(describeUndescribed(await buildFederatedSchema(consortium))).toEqual([]);
  });

  it("migrates to exactly what its entities say", () => expectNoSchemaDrift(fixture.subgraph.orm));

  it("tells its SDL without a token, and nothing else", async () => {
    const sdl = await fixture.subgraph.ask(null, "{ _service { sdl } }");
    expect(sdl.data?.["_service"].sdl).toContain("type HelpRequest");
    for (const query of [
      "{ propertyFirms { edges { node { id } } } }",
      "{ helpRequests { edges { node { id } } } }",
      '{ _entities(representations: [{ __typename: "PropertyFirm", id: "x" }]) { __typename } }',
    ]) {
      expect(await fixture.code(null, query)).toBe("UNAUTHENTICATED");
    }
  });
});
