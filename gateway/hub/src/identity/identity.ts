import type { JSONWebKeySet } from "jose";

/** Somebody whose tokens the hub believes. */
export interface IssuerOptions {
  /** The `iss` claim, compared to the letter. */
  readonly issuer: string;
  /** Its public keys, or the URL that serves them. A token signed by another issuer's key is `TOKEN_INVALID`. */
  readonly jwks: JSONWebKeySet | string;
}
