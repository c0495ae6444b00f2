import { createHash } from "node:crypto";
import { audience, claimsSchema, type Claims } from "@hutong/schema";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors as joseErrors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";
import { LRUCache } from "lru-cache";
import { refusal } from "../errors.js";
import { canonical } from "./canonical.js";
import type { Revocations } from "./revocations.js";

/** Somebody whose tokens the hub believes. */
export interface IssuerOptions {
  /** The `iss` claim, compared to the letter. */
  readonly issuer: string;
  /** Its public keys, or the URL that serves them. A token signed by another issuer's key is `TOKEN_INVALID`. */
  readonly jwks: JSONWebKeySet | string;
}

/** A token that was verified. */
export interface VerifiedToken {
  readonly claims: Claims;
  /** When it ends, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Equal for tokens that say the same, whenever and as whichever copy they were issued. */
  readonly authority: string;
  /** Names this token alone, where its issuer gave it a name. */
  readonly jti: string | undefined;
}

/** The identity stage. */
export interface Identity {
  /**
   * Verifies an `Authorization` header; nothing for nothing.
   * @throws Refusal `TOKEN_INVALID`, `TOKEN_EXPIRED` or `TOKEN_REVOKED`; `INTERNAL_SERVER_ERROR` when an issuer's keys cannot be had.
   */
  verify(authorization: string | undefined): Promise<VerifiedToken | undefined>;
}

/** Asymmetric signatures only: with a shared secret in the list, a public key could be used as one. */
const algorithms = ["EdDSA", "ES256", "RS256"];

/** Clocks of issuers and hub may differ by this much. */
const leewaySeconds = 5;

const rememberedTokens = 10_000;

/** What tells one token from the next, not what its bearer may see. */
const ofThisToken = new Set(["iat", "exp", "nbf", "jti"]);

/** The identity stage over issuers, each bound to its own keys. */
export function createIdentity(
  issuers: readonly IssuerOptions[],
  revocations: Revocations,
): Identity {
  const keysOf = new Map(issuers.map((issuer) => [issuer.issuer, toKeySet(issuer.jwks)]));
  const verified = new LRUCache<string, VerifiedToken>({ max: rememberedTokens });

  return {
    async verify(authorization) {
      if (authorization === undefined) return undefined;
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (!token)
        throw refusal(
          "TOKEN_INVALID",
          "The Authorization header is not of the form `Bearer <token>`.",
        );
      const remembered = verified.get(token);
      if (remembered) {
        if (Date.now() > remembered.expiresAt + leewaySeconds * 1000)
          throw refusal("TOKEN_EXPIRED");
      }
      const known = remembered ?? (await verifyToken(token, keysOf));
      if (!remembered) verified.set(token, known);
      if (revocations.isRevoked(known)) throw refusal("TOKEN_REVOKED");
      return known;
    },
  };
}

async function verifyToken(
  token: string,
  keysOf: ReadonlyMap<string, JWTVerifyGetKey>,
): Promise<VerifiedToken> {
  // The unverified `iss` only chooses among the keys; the signature is then checked against that issuer's alone.
  const issuer = readIssuer(token);
  const keys = issuer === undefined ? undefined : keysOf.get(issuer);
  if (!keys || issuer === undefined) throw refusal("TOKEN_INVALID");
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      clockTolerance: leewaySeconds,
      requiredClaims: ["exp", "iat", "sub"],
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) throw refusal("TOKEN_INVALID");
    const authority = toAuthority(payload);
    const expiresAt = claims.data.exp * 1000;
    return { claims: claims.data, expiresAt, authority, jti: payload.jti };
  } catch (error) {
    throw toTokenRefusal(error);
  }
}

/** All claims, not only those that the hub knows: a subgraph reads the token itself. */
function toAuthority(payload: JWTPayload): string {
  const lasting = Object.entries(payload).filter(([name]) => !ofThisToken.has(name));
  return createHash("sha256")
    .update(canonical(Object.fromEntries(lasting)))
    .digest("base64");
}

function readIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function toTokenRefusal(error: unknown): unknown {
  if (error instanceof joseErrors.JWTExpired) return refusal("TOKEN_EXPIRED");
  // The issuer is out of reach: nobody's token is at fault, so no client should sign its user out.
  if (error instanceof joseErrors.JWKSTimeout) return error;
  if (error instanceof joseErrors.JOSEError && error.code !== "ERR_JOSE_GENERIC")
    return refusal("TOKEN_INVALID");
  return error;
}

function toKeySet(jwks: JSONWebKeySet | string): JWTVerifyGetKey {
  return typeof jwks === "string" ? createRemoteJWKSet(new URL(jwks)) : createLocalJWKSet(jwks);
}
