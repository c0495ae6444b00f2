import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createTestIssuer, startTestSubgraph, type TestSubgraph } from "../src/testing/index.js";
import { lookups, notes } from "./note.fixture.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(notes);
});
afterAll(() => subgraph.stop());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(subgraph.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

describe("a subgraph", () => {
  it("knows who asks from the token alone", async () => {
    const { data } = await subgraph.ask({ sub: "per_x", role: "SECRETARY" }, "{ whoAmI }");
    expect(data).toEqual({ whoAmI: "SECRETARY per_x" });
  });

  it("refuses a token signed with another key under the same issuer's name", async () => {
    const forger = await createTestIssuer();
    const response = await post('{"query":"{ notes { id } }"}', {
      authorization: `Bearer ${await forger.sign({})}`,
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "TOKEN_INVALID" } }],
    });
  });

  it("refuses claims that are none", async () => {
    const token = await subgraph.issuer.sign({ role: "KING" as never });
    const response = await post('{"query":"{ notes { id } }"}', {
      authorization: `Bearer ${token}`,
    });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "TOKEN_INVALID" } }],
    });
  });

  it("looks up the references of one request in one go", async () => {
    const written: string[] = [];
    for (const text of ["a", "b", "c"]) {
      const { data } = await subgraph.ask({}, "mutation ($t: String!) { write(text: $t) { id } }", {
        t: text,
      });
      written.push(data!["write"].id);
    }
    lookups.length = 0;
    const { data } = await subgraph.ask(
      {},
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { text } } }",
      { r: [...written, written[0], "note_unknown"].map((id) => ({ __typename: "Note", id })) },
    );
    expect(data?.["_entities"]).toEqual([
      { text: "a" },
      { text: "b" },
      { text: "c" },
      { text: "a" },
      null,
    ]);
    expect(lookups).toEqual([4]);
  });

  it("lets nothing of a defect out", async () => {
    const { errors } = await subgraph.ask({}, "{ broken }");
    expect(errors).toEqual([
      expect.objectContaining({ path: ["broken"], extensions: { code: "INTERNAL_SERVER_ERROR" } }),
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/secrets|password|stack|\.ts|\.js/);
  });

  it("names the value that breaks a rule", async () => {
    const { errors } = await subgraph.ask({}, "mutation ($t: String!) { write(text: $t) { id } }", {
      t: "x".repeat(21),
    });
    expect(errors?.[0]?.extensions).toEqual({
      code: "INVALID_INPUT",
      fields: { text: "text must be shorter than or equal to 20 characters" },
    });
  });

  it.each([
    ["malformed JSON", "{", 400, "BAD_REQUEST"],
    [
      "a body that is too large",
      JSON.stringify({ query: " ".repeat(1_100_000) }),
      413,
      "PAYLOAD_TOO_LARGE",
    ],
    ["an unknown field", '{"query":"{ nothing }"}', 400, "GRAPHQL_VALIDATION_FAILED"],
    ["what is not GraphQL", '{"query":"{"}', 400, "GRAPHQL_PARSE_FAILED"],
  ])("answers %s with a stable code", async (_what, body, status, code) => {
    const response = await post(body, {
      authorization: `Bearer ${await subgraph.issuer.sign({})}`,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("tells health and readiness to anybody", async () => {
    const base = new URL(subgraph.url).origin;
    expect((await fetch(`${base}/health`)).status).toBe(200);
    expect(await (await fetch(`${base}/ready`)).json()).toEqual({ status: "ready" });
  });
});
