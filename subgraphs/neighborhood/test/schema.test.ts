import { describeUndescribed, expectNoSchemaDrift } from "@hutong/kit/testing";
import { buildFederatedSchema } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { neighborhood } from "../src/subgraph.js";
import { type Fixture, people, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

describe("the subgraph", () => {
  it("describes every type, field, argument and value", async () => {
    expect(describeUndescribed(await buildFederatedSchema(neighborhood))).toEqual([]);
  });

  it("migrates to exactly what its entities say", () => expectNoSchemaDrift(fixture.subgraph.orm));

  it("tells its SDL without a token, and nothing else", async () => {
    const sdl = await fixture.subgraph.ask(null, "{ _service { sdl } }");
    expect(sdl.data?.["_service"].sdl).toContain("type Complaint");
    for (const query of [
      "{ myGrids { id } }",
      "{ _service { sdl } myGrids { id } }",
      '{ _entities(representations: [{ __typename: "Community", id: "x" }]) { __typename } }',
      "{ __schema { types { name } } }",
      "fragment F on Query { myGrids { id } } query { _service { sdl } ...F }",
    ]) {
      const { data, errors } = await fixture.subgraph.ask(null, query);
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
    }
  });

  it("does not believe a token of another issuer, or one that has expired", async () => {
    const ask = async (token: string) => {
      const response = await fetch(fixture.subgraph.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: "{ myGrids { id } }" }),
      });
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, body.errors[0]!.extensions.code];
    };
    const { createTestIssuer } = await import("@hutong/kit/testing");
    const forger = await createTestIssuer();
    expect(await ask(await forger.sign(people.gridWorker))).toEqual([401, "TOKEN_INVALID"]);
    expect(
      await ask(await fixture.subgraph.issuer.sign(people.gridWorker, { expiresIn: -60 })),
    ).toEqual([401, "TOKEN_EXPIRED"]);
    expect(
      await ask(await fixture.subgraph.issuer.sign(people.gridWorker, { audience: "elsewhere" })),
    ).toEqual([401, "TOKEN_INVALID"]);
    expect(await ask("not.a.token")).toEqual([401, "TOKEN_INVALID"]);
  });
});
