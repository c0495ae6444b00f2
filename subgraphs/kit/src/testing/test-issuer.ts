import { audience, type Claims } from "@hutong/schema";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

import type { TrustedIssuer } from "../actor/token-verifier.js";

export interface TestIssuer extends TrustedIssuer {
  /** A token with these claims over harmless defaults. */
  readonly sign: (
    claims: Partial<Claims>,
    options?: { expiresIn?: number; audience?: string },
  ) => Promise<string>;
}

/** An issuer with keys of its own; two of them do not believe each other. */
export async function createTestIssuer(issuer = "https://issuer.test"): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: "EdDSA", kid: "test" };
  return {
    issuer,
    jwks: { keys: [jwk] },
    sign: (claims, options = {}) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        name: "测试员",
        role: "GRID_WORKER",
        org: "nbh_test",
        orgs: [],
        grids: [],
        communities: [],
        scope: "case:read case:write identity:read public:read",
        ...claims,
      })
        .setProtectedHeader({ alg: "EdDSA", kid: "test" })
        .setIssuer(issuer)
        .setAudience(options.audience ?? audience)
        .setSubject(claims.sub ?? "per_test")
        .setIssuedAt(now)
        .setExpirationTime(now + (options.expiresIn ?? 3600))
        .sign(privateKey);
    },
  };
}
