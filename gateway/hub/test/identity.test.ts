import { audience } from "@hutong/schema";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub, type DemoIssuer } from "../src/index.js";
import { codeOf, createIssuer, gridWorker, postTo, startScene, type Scene } from "./fixture/hub.js";

const query = "{ users { id } }";

describe("identity", () => {
  let scene: Scene;
  let issuer: DemoIssuer;
  beforeAll(async () => {
    issuer = await createIssuer();
    scene = await startScene({ identity: { issuers: [issuer] } });
  });
  afterAll(() => scene.stop());

  const now = Math.floor(Date.now() / 1000);
  /** A token that is right but for what a test changes. */
  async function forge(
    claims: Record<string, unknown> = {},
    key = issuer.signingKey,
  ): Promise<string> {
    const all = {
      ...gridWorker,
      iss: issuer.issuer,
      aud: audience,
      iat: now,
      exp: now + 60,
      ...claims,
    };
    return new SignJWT(all).setProtectedHeader({ alg: "EdDSA" }).sign(key);
  }

  it("answers who has a token", async () => {
    const { token } = await issuer.sign(gridWorker);
    const { status, body } = await scene.post(query, { token });
    expect([status, body.data]).toEqual([200, { users: [{ id: "u1" }, { id: "u2" }] }]);
  });

  it("hands the token on unchanged, to every subgraph", async () => {
    const { token } = await issuer.sign(gridWorker);
    await scene.post('{ header(name: "authorization") products { reviews { id } } }', { token });
    for (const subgraph of [scene.shop.accounts, scene.shop.products, scene.shop.reviews]) {
      expect(subgraph.seen.at(-1)).toMatchObject({ authorization: `Bearer ${token}` });
      expect(subgraph.seen.at(-1)?.["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
    }
  });

  it("does not hand on cookies or headers nobody configured", async () => {
    const { token } = await issuer.sign(gridWorker);
    await scene.post(query, {
      token,
      headers: { cookie: "a=1", "x-admin": "1", "accept-language": "zh" },
    });
    const seen = scene.shop.accounts.seen.at(-1);
    expect(seen).toMatchObject({ "accept-language": "zh" });
    expect(seen).not.toHaveProperty("cookie");
    expect(seen).not.toHaveProperty("x-admin");
  });

  it("without a token answers introspection and nothing else, before any subgraph is asked", async () => {
    const before = scene.shop.accounts.seen.length;
    const refused = await scene.post(query);
    expect([refused.status, codeOf(refused)]).toEqual([401, "UNAUTHENTICATED"]);
    expect(refused.body).not.toHaveProperty("data");
    expect((await scene.post("{ __schema { queryType { name } } }")).status).toBe(200);
    expect((await scene.post("{ __typename }")).status).toBe(200);
    const hidden = await scene.post(
      "{ ...f } fragment f on Query { __typename ... { users { id } } }",
    );
    expect(codeOf(hidden)).toBe("UNAUTHENTICATED");
    expect(scene.shop.accounts.seen.length).toBe(before);
  });

  it.each<[string, () => Promise<string>, string]>([
    ["signed by another key", async () => forge({}, await freshKey()), "TOKEN_INVALID"],
    ["of an issuer nobody named", () => forge({ iss: "urn:other" }), "TOKEN_INVALID"],
    ["for another audience", () => forge({ aud: "other" }), "TOKEN_INVALID"],
    ["without a role", () => forge({ role: undefined }), "TOKEN_INVALID"],
    ["with a role that does not exist", () => forge({ role: "KING" }), "TOKEN_INVALID"],
    ["without an end", () => forge({ exp: undefined }), "TOKEN_INVALID"],
    ["past its end", () => forge({ exp: now - 60 }), "TOKEN_EXPIRED"],
    ["not yet valid", () => forge({ nbf: now + 600 }), "TOKEN_INVALID"],
    [
      "without a signature",
      async () =>
        new UnsecuredJWT({ ...gridWorker })
          .setIssuer(issuer.issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime("1m")
          .encode(),
      "TOKEN_INVALID",
    ],
    ["that is no token", async () => "abc", "TOKEN_INVALID"],
  ])("refuses a token %s", async (_, make, code) => {
    const answer = await scene.post(query, { token: await make() });
    expect([answer.status, codeOf(answer)]).toEqual([401, code]);
    expect(answer.headers.get("www-authenticate")).toMatch("invalid_token");
  });

  it("refuses a public key used as a shared secret", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(issuer.jwks.keys[0]));
    const all = { ...gridWorker, iss: issuer.issuer, aud: audience, iat: now, exp: now + 60 };
    const token = await new SignJWT(all).setProtectedHeader({ alg: "HS256" }).sign(secret);
    expect(codeOf(await scene.post(query, { token }))).toBe("TOKEN_INVALID");
  });

  it("refuses an invalid token even for introspection", async () => {
    expect(codeOf(await scene.post("{ __typename }", { token: "abc" }))).toBe("TOKEN_INVALID");
  });

  it("refuses other schemes", async () => {
    const answer = await scene.post(query, { headers: { authorization: "Basic YTpi" } });
    expect(codeOf(answer)).toBe("TOKEN_INVALID");
  });

  it("allows for clocks that differ by a few seconds", async () => {
    expect((await scene.post(query, { token: await forge({ exp: now - 1 }) })).status).toBe(200);
  });

  it("takes keys from a URL", async () => {
    const keys = createServer((_, response) => response.end(JSON.stringify(issuer.jwks)));
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
    const jwks = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
    const hub = await createHub({
      supergraph: { sdl: scene.shop.supergraph },
      identity: { issuers: [{ issuer: issuer.issuer, jwks }] },
      port: 0,
      logger: scene.logger,
    });
    const { token } = await issuer.sign(gridWorker);
    expect((await postTo(hub.url, query, { token })).status).toBe(200);
    keys.closeAllConnections();
    await new Promise((resolve) => keys.close(resolve));
    expect((await postTo(hub.url, query, { token: await forge() })).status).toBe(200);
    await hub.stop();
  });

  it("does not blame the token when the issuer's keys are out of reach", async () => {
    const hub = await createHub({
      supergraph: { sdl: scene.shop.supergraph },
      identity: { issuers: [{ issuer: issuer.issuer, jwks: "http://127.0.0.1:9/" }] },
      port: 0,
      logger: scene.logger,
    });
    const { token } = await issuer.sign(gridWorker);
    const answer = await postTo(hub.url, query, { token });
    expect([answer.status, codeOf(answer)]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    await hub.stop();
  });
});

describe("open mode", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("asks for no token and hands on any as it comes", async () => {
    const { body } = await scene.post('{ header(name: "authorization") }', {
      headers: { authorization: "Basic YTpi" },
    });
    expect(body.data).toEqual({ header: "Basic YTpi" });
    expect((await scene.post(query)).status).toBe(200);
  });
});

async function freshKey() {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return exportJWK(privateKey);
}
