import { createHmac, timingSafeEqual } from "node:crypto";

/** Photos are seen by whoever was given their address, for an hour. */
const lifetimeMs = 60 * 60 * 1000;

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
  urlOf(photoId: string, now = Date.now()): string {
    const step = 600_000;
    const expires = Math.ceil((now + lifetimeMs) / step) * step;
    return `/photos/${this.#subgraph}/${photoId}?expires=${expires}&signature=${this.#sign(photoId, expires)}`;
  }

  /** The path at the hub that takes the bytes of a photo until then. */
  uploadUrlOf(photoId: string, expiresAt: Date): string {
    const expires = expiresAt.getTime();
    return `/photos/${this.#subgraph}/uploads/${photoId}?expires=${expires}&signature=${this.#sign(`put ${photoId}`, expires)}`;
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
