import { audience, type Claims } from "@hutong/schema";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
} from "jose";

/** Text in both languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Claims of a token still to be signed. */
export type DemoClaims = {
  readonly [Name in Exclude<keyof Claims, "iss" | "exp" | "iat">]: Claims[Name] extends string[]
    ? readonly string[]
    : Claims[Name];
};

/** Someone to sign in as in a demonstration. */
export interface Persona {
  /** As in `POST /demo/token {"as": id}`. */
  readonly id: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  /** The organisations of its claims, as people call them. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** Their telephone number, for whoever plays the carrier in a simulation. */
  readonly phone?: string;
  /** What the token will say, but for issuer and times. */
  readonly claims: DemoClaims;
}

/** What {@link createDemoIssuer} takes. */
export interface DemoIssuerOptions {
  /** Who can be signed in as. Default: nobody, for an issuer that only signs for services. */
  readonly personas?: readonly Persona[];
  /** Further people who can be signed in as, and are listed apart: everybody of a simulation. Default: nobody. */
  readonly cast?: readonly Persona[];
  /** The `iss` of its tokens. Default `urn:hutong:demo`. */
  readonly issuer?: string;
  /** Private Ed25519 key; keep it between starts and tokens stay valid. Default: a fresh one. */
  readonly signingKey?: JWK;
  /** Seconds a token is valid. Default 12 hours. */
  readonly expiresIn?: number;
}

/** A signed token and its end. */
export interface SignedToken {
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** An issuer of tokens for demonstrations and for the services of one machine. */
export interface DemoIssuer {
  readonly issuer: string;
  /** Public keys, as subgraphs need them. */
  readonly jwks: JSONWebKeySet;
  /** The private key in use, to be kept between starts. */
  readonly signingKey: JWK;
  readonly personas: readonly Persona[];
  readonly cast: readonly Persona[];
  /** Signs any claims; `expiresIn` in seconds, by default the issuer's. */
  sign(claims: DemoClaims, options?: { readonly expiresIn?: number }): Promise<SignedToken>;
}

/** Makes an issuer with an Ed25519 key, generated unless given. */
export async function createDemoIssuer(options: DemoIssuerOptions = {}): Promise<DemoIssuer> {
  const issuer = options.issuer ?? "urn:hutong:demo";
  const signingKey = options.signingKey ?? (await generateSigningKey());
  const kid = signingKey.kid ?? (await calculateJwkThumbprint(signingKey));
  const key = await importJWK(signingKey, "EdDSA");
  const { kty, crv, x } = signingKey;

  return {
    issuer,
    signingKey,
    jwks: { keys: [{ kty, crv, x, kid, alg: "EdDSA", use: "sig" }] },
    personas: options.personas ?? [],
    cast: options.cast ?? [],
    async sign(claims, { expiresIn = options.expiresIn ?? 12 * 60 * 60 } = {}) {
      const issuedAt = Math.floor(Date.now() / 1000);
      const expiresAt = issuedAt + expiresIn;
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },
  };
}

async function generateSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return exportJWK(privateKey);
}
