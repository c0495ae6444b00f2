// Signs the one token of a run, and serves the key to check it by.
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** @returns a token that the hub believes, and the URL of the key set it is to be checked by. */
export async function createIssuer() {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519" });
  const key = { ...(await exportJWK(publicKey)), kid: "bench", alg: "EdDSA" };
  const server = createServer((_, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [key] })),
  );
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const token = await new SignJWT({
    sub: "per_bench",
    name: "Bench",
    role: "GRID_WORKER",
    org: "nbh_1",
    orgs: ["nbh_1"],
    scope: "case:read",
  })
    .setProtectedHeader({ alg: "EdDSA", kid: "bench" })
    .setIssuer("urn:hutong:bench")
    .setAudience("hutong")
    .setIssuedAt()
    .setExpirationTime("2h")
    .sign(privateKey);
  return { token, jwks: `http://127.0.0.1:${server.address().port}/jwks` };
}
