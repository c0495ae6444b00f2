import type { Claims } from "@hutong/schema";
import type { JSONWebKeySet, JWK } from "jose";

/** Text in both languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Someone to sign in as in a demonstration. */
export interface Persona {
  /** As in `POST /demo/token {"as": id}`. */
  readonly id: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  /** What the token will say, but for issuer and times. */
  readonly claims: DemoClaims;
}

/** Claims of a token still to be signed. */
export type DemoClaims = Omit<Claims, "iss" | "exp" | "iat">;

/** What {@link createDemoIssuer} takes. */
export interface DemoIssuerOptions {
  readonly personas: readonly Persona[];
  /** The `iss` of its tokens. Default `urn:hutong:demo`. */
  readonly issuer?: string;
  /** Private Ed25519 key; keep it between starts and tokens stay valid. Default: a fresh one. */
  readonly signingKey?: JWK;
  /** Seconds a token of a persona is valid. Default 12 hours. */
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
  /** Signs any claims; `expiresIn` in seconds. */
  sign(claims: DemoClaims, options?: { readonly expiresIn?: number }): Promise<SignedToken>;
}

/** Makes an issuer with an Ed25519 key, generated unless given. */
export declare function createDemoIssuer(options: DemoIssuerOptions): Promise<DemoIssuer>;
