import { createHmac } from "node:crypto";

import { HutongError } from "../errors/hutong-error.js";

/** A key shorter than this can be guessed together with the few digits that vary in an ID number. */
const leastBytes = 32;

/**
 * Tells whether two people are one without keeping their ID number: of the number only a keyed hash is
 * stored. Without the key, nobody who has the database can try out all numbers of a birthday.
 */
export class IdentityHasher {
  readonly #key: Buffer | undefined;

  /** @param key - at least 32 bytes, kept apart from the database and never changed */
  constructor(key?: Buffer) {
    if (key && key.length < leastBytes)
      throw new Error(`The identity key needs at least ${leastBytes} bytes`);
    this.#key = key;
  }

  /**
   * The same hash for the same number within one scope; two scopes cannot be compared.
   * @param scope - the organisation that registers the person
   * @throws HutongError `IDENTITY_KEY_MISSING` when this server was given no key
   */
  hash(scope: string, number: string): string {
    if (!this.#key) throw new HutongError("IDENTITY_KEY_MISSING");
    return createHmac("sha256", this.#key).update(`${scope}\n${number}`).digest("base64url");
  }
}
