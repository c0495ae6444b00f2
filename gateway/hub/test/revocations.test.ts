import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT, importJWK } from "jose";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createHub, type DemoIssuer } from "../src/index.js";
import { codeOf, createIssuer, gridWorker, startScene, type Scene } from "./fixture/hub.js";
import { openSocket, openStream, readEvents, take } from "./fixture/live.js";

const query = "subscription { reviewAdded { body } }";
let folder: string;
let list: string;
let issuer: DemoIssuer;
let scene: Scene;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "revoked-"));
  list = join(folder, "revoked.json");
  await writeFile(list, "[]");
  issuer = await createIssuer();
  scene = await startScene({ identity: { issuers: [issuer], revoked: list, revokedPollMs: 20 } });
});
afterEach(async () => {
  await scene.stop();
  await rm(folder, { recursive: true });
});

/** A token with a name. */
async function tokenNamed(jti: string): Promise<string> {
  const { kid } = issuer.jwks.keys[0]!;
  return new SignJWT({ ...gridWorker })
    .setProtectedHeader({ alg: "EdDSA", kid: kid! })
    .setIssuer(issuer.issuer)
    .setAudience("hutong")
    .setIssuedAt()
    .setExpirationTime("1h")
    .setJti(jti)
    .sign(await importJWK(issuer.signingKey, "EdDSA"));
}
const minute = 60_000;
const at = (time: number): string => new Date(time).toISOString();

it("ends the streams and connections of a token that is withdrawn, and takes it no more", async () => {
  const [bad, good] = [await tokenNamed("bad"), await tokenNamed("good")];
  const open = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return readEvents(await openStream(scene.hub.url, "text/event-stream", { query }, headers));
  };
  const [ends, stays] = [await open(bad), await open(good)];
  const client = await openSocket(scene.hub.url, { authorization: `Bearer ${bad}` });
  await client.next();
  await scene.shop.reviewAdded.listeners(2);

  await writeFile(list, JSON.stringify([{ jti: "bad" }]));
  expect((await take(ends)).data).toMatchObject({
    errors: [{ extensions: { code: "TOKEN_REVOKED" } }],
  });
  expect((await take(ends)).event).toBe("complete");
  expect(await client.closed).toEqual({ code: 4403, reason: "TOKEN_REVOKED" });
  await scene.shop.reviewAdded.listeners(1);
  scene.shop.reviewAdded.publish({ id: "r9", body: "New", upc: "p1", authorId: "u2" });
  expect((await take(stays)).data.data.reviewAdded.body).toBe("New");
  const refused = await scene.post("{ users { id } }", { token: bad });
  expect([refused.status, codeOf(refused)]).toEqual([401, "TOKEN_REVOKED"]);
  expect((await scene.post("{ users { id } }", { token: good })).status).toBe(200);
});

it("withdraws all that a person was issued before a time, and nothing after it", async () => {
  const { token } = await issuer.sign(gridWorker);
  const ask = async () => codeOf(await scene.post("{ users { id } }", { token }));
  const until = async (code: string | undefined): Promise<void> => {
    while ((await ask()) !== code) await new Promise(setImmediate);
  };
  const before = (time: number) => JSON.stringify([{ sub: "per_1", issuedBefore: at(time) }]);
  await writeFile(list, before(Date.now() + minute));
  await until("TOKEN_REVOKED");
  await writeFile(list, before(Date.now() - minute));
  await until(undefined);
});

it("keeps the list in force when the new one cannot be read, and does not start without one", async () => {
  const token = await tokenNamed("bad");
  await writeFile(list, JSON.stringify([{ jti: "bad" }]));
  const ask = async () => codeOf(await scene.post("{ users { id } }", { token }));
  while ((await ask()) !== "TOKEN_REVOKED") await new Promise(setImmediate);
  await writeFile(list, "{");
  const isTold = (): boolean => scene.log.some(({ msg }) => String(msg).includes("revoked tokens"));
  while (!isTold()) await new Promise(setImmediate);
  expect(await ask()).toBe("TOKEN_REVOKED");
  const start = createHub({
    supergraph: { sdl: scene.shop.supergraph },
    identity: { issuers: [issuer], revoked: join(folder, "none.json") },
    port: 0,
    logger: scene.logger,
  });
  await expect(start).rejects.toThrow(/none\.json/);
});
