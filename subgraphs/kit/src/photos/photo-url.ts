import { createHmac, timingSafeEqual } from "node:crypto";

import { operatorOf } from "../ids/id.js";

/** Photos are seen by whoever was given their address, for an hour. */
const lifetimeMs = 60 * 60 * 1000;

/** Which of several servers has a photo is for the hub to know; the server believes its signature alone. */
const whose = (operator: string | undefined): string =>
  operator === undefined ? "" : `&operator=${operator}`;

/**
 * Makes and checks addresses of photos. An `<img>` carries no token, so the address itself is the
 * permission: signed by the party that owns the photo, and short-lived.
 */
export class PhotoSigner {
  readonly #subgraph: string;
  readonly #key: Buffer;

  constructor(subgraph: string, key: Buffer) {
    this.#subgraph = subgraph;
    this.#key = key;
  }

  /** The path of a photo at the hub. Times are rounded up to ten minutes so that browsers can cache it. */
  urlOf(photoId: string, operator: string | undefined, now = Date.now()): string {
    const step = 600_000;
    const expires = Math.ceil((now + lifetimeMs) / step) * step;
    const query = `expires=${expires}&signature=${this.#sign(photoId, expires)}`;
    return `/photos/${this.#subgraph}/${photoId}?${query}${whose(operator)}`;
  }

  /** The path at the hub that takes the bytes of a photo until then. */
  uploadUrlOf(photoId: string, expiresAt: Date): string {
    const expires = expiresAt.getTime();
    const query = `expires=${expires}&signature=${this.#sign(`put ${photoId}`, expires)}`;
    return `/photos/${this.#subgraph}/uploads/${photoId}?${query}${whose(operatorOf(photoId))}`;
  }

  acceptsUpload(photoId: string, expires: string, signature: string): boolean {
    return this.accepts(`put ${photoId}`, expires, signature);
  }

  accepts(photoId: string, expires: string, signature: string, now = Date.now()): boolean {
    const until = Number(expires);
    if (!Number.isSafeInteger(until) || until < now) return false;
    const expected = Buffer.from(this.#sign(photoId, until));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #sign(photoId: string, expires: number): string {
    return createHmac("sha256", this.#key).update(`${photoId}.${expires}`).digest("base64url");
  }
}
