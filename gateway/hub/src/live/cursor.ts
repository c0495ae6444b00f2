import type { CursorKeys } from "@hutong/executor";
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { refusal } from "../errors.js";

/** What a cursor is good for. */
export interface CursorBinding {
  /** The operation with its variables, as a digest of {@link digestBytes}. */
  readonly operation: Buffer;
  /** The person and organisation, likewise. */
  readonly authority: Buffer;
}

/** Signs the places of streams, so that they can be handed to clients. */
export interface Cursors {
  /** @param place - of the subgraph's stream. */
  sign(place: string, binding: CursorBinding): string;
  /**
   * The place in a cursor that was signed for this binding.
   * @throws Refusal `CURSOR_INVALID`, `CURSOR_MISMATCH`.
   */
  read(cursor: string, binding: CursorBinding): string;
}

/** Bytes of each digest of a {@link CursorBinding}. */
export const digestBytes = 12;

const macBytes = 16;
const version = 1;
/** What is signed begins with it, so that nothing signed for another purpose is taken for a cursor. */
const purpose = Buffer.from("live cursor\0");
const headBytes = macBytes + 1 + 2 * digestBytes;

/** Cursors signed by the first of some keys, and read by any of them. */
export function createCursors(keys: CursorKeys): Cursors {
  // Made once: out of plain bytes each signature would make one of its own, four times as dear.
  const secrets = keys.map((key) => createSecretKey(key));
  const [first] = secrets as [KeyObject];
  return {
    sign(place, { operation, authority }) {
      // Written once, the purpose right before the body; the signature then takes its place.
      const bytes = Buffer.allocUnsafe(headBytes + Buffer.byteLength(place));
      purpose.copy(bytes, macBytes - purpose.length);
      bytes[macBytes] = version;
      operation.copy(bytes, macBytes + 1);
      authority.copy(bytes, macBytes + 1 + digestBytes);
      bytes.write(place, headBytes);
      const mac = macOf(bytes.subarray(macBytes - purpose.length), first);
      mac.copy(bytes, 0, 0, macBytes);
      return bytes.toString("base64url");
    },
    read(cursor, { operation, authority }) {
      const bytes = Buffer.from(cursor, "base64url");
      // What decodes to the same bytes is still another text: only the one that was given is taken.
      if (bytes.length < headBytes || bytes.toString("base64url") !== cursor)
        throw refusal("CURSOR_INVALID");
      const mac = bytes.subarray(0, macBytes);
      const body = bytes.subarray(macBytes);
      const signed = Buffer.concat([purpose, body]);
      const isOurs = secrets.some((key) =>
        timingSafeEqual(mac, macOf(signed, key).subarray(0, macBytes)),
      );
      if (!isOurs || body[0] !== version) throw refusal("CURSOR_INVALID");
      const signedOperation = body.subarray(1, 1 + digestBytes);
      const signedAuthority = body.subarray(1 + digestBytes, 1 + 2 * digestBytes);
      if (!signedOperation.equals(operation))
        throw refusal("CURSOR_MISMATCH", "The cursor belongs to another operation.");
      if (!signedAuthority.equals(authority))
        throw refusal("CURSOR_MISMATCH", "The cursor belongs to another person or organisation.");
      return body.toString("utf8", 1 + 2 * digestBytes);
    },
  };
}

function macOf(signed: Buffer, key: KeyObject): Buffer {
  return createHmac("sha256", key).update(signed).digest();
}
