import { audience, claimsSchema } from "@hutong/schema";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JSONWebKeySet,
} from "jose";

import { HutongError } from "../errors/hutong-error.js";
import { Actor } from "./actor.js";

/** An issuer the party trusts, bound to its keys. */
export interface TrustedIssuer {
  readonly issuer: string;
  /** The key set itself, or where to fetch it. */
  readonly jwks: JSONWebKeySet | URL;
}

/** Turns a bearer token into an {@link Actor}. */
export type TokenVerifier = (token: string) => Promise<{ actor: Actor; expiresAt: Date }>;

/**
 * A subgraph verifies each token itself: the hub forwards it, but is not believed.
 * @throws HutongError from the verifier: `TOKEN_EXPIRED`, `TOKEN_INVALID`.
 */
export function createTokenVerifier(issuers: readonly TrustedIssuer[]): TokenVerifier {
  const keysOf = new Map(
    issuers.map(({ issuer, jwks }) => [
      issuer,
      jwks instanceof URL ? createRemoteJWKSet(jwks) : createLocalJWKSet(jwks),
    ]),
  );
  return async (token) => {
    try {
      // The issuer is read before the signature is checked, only to choose whose keys must fit.
      const issuer = decodeJwt(token).iss ?? "";
      const keys = keysOf.get(issuer);
      if (!keys) throw new HutongError("TOKEN_INVALID");
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ["EdDSA", "ES256", "RS256"],
        clockTolerance: 5,
        requiredClaims: ["exp", "sub"],
      });
      const claims = claimsSchema.parse(payload);
      return { actor: new Actor(claims), expiresAt: new Date(claims.exp * 1000) };
    } catch (error) {
      if (error instanceof HutongError) throw error;
      throw new HutongError(error instanceof errors.JWTExpired ? "TOKEN_EXPIRED" : "TOKEN_INVALID");
    }
  };
}

/** The token of an `Authorization: Bearer …` value, or undefined. */
export function bearerToken(authorization: unknown): string | undefined {
  return typeof authorization === "string"
    ? /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    : undefined;
}
