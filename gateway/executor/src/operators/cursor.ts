import { createHmac, timingSafeEqual } from "node:crypto";
import { isJsonObject } from "../execution/own.js";

/** How far a list or a stream has been read at each operator: its own cursor by its id. */
export type Position = ReadonlyMap<string, string>;

/** Nothing has been read of anybody. */
export const NOWHERE: Position = new Map();

/** How far operators that share a server have been read. */
export function placeOf(operators: readonly string[], position: Position): string | undefined {
  const own = operators.find((operator) => position.has(operator));
  return own === undefined ? undefined : position.get(own);
}

/** A position further on at one server; operators may have had servers of their own before. */
export function moved(position: Position, operators: readonly string[], to: string): Position {
  const next = new Map(position);
  for (const operator of operators) next.delete(operator);
  return next.set(operators[0]!, to);
}

/** Makes one cursor of those of all operators, and reads what it has made. */
export interface Cursors {
  /** Operators of which nothing has been read yet do not stand in it. */
  encode(position: Position): string;
  /** @returns undefined for what {@link encode} has not made, with the same key and for the same field. */
  decode(cursor: unknown): Position | undefined;
}

/** Longer is no cursor of ours: it would hold more operators than any directory. */
const MAX_LENGTH = 256 * 1024;

/** 128 bits: nobody guesses them, and the cursor is short. */
const SIGNATURE_BYTES = 16;

/** The first signs, all are accepted: so a key can be changed while cursors are in use. */
export type CursorKeys = readonly [Buffer, ...Buffer[]];

/**
 * Cursors of one field, signed: what an operator gets as its cursor was once its own.
 *
 * @param keys - the same in all hubs between which a client may move.
 * @param field - of another field a cursor is refused, though its operators are the same.
 */
export function createCursors(keys: CursorKeys, field: string): Cursors {
  const sign = (key: Buffer, body: Buffer): Buffer =>
    createHmac("sha256", key)
      .update(`${field}\n`)
      .update(body)
      .digest()
      .subarray(0, SIGNATURE_BYTES);
  return {
    encode(position) {
      const body = Buffer.from(JSON.stringify(Object.fromEntries(position)));
      return Buffer.concat([sign(keys[0], body), body]).toString("base64url");
    },
    decode(cursor) {
      if (typeof cursor !== "string" || cursor.length > MAX_LENGTH) return undefined;
      const bytes = Buffer.from(cursor, "base64url");
      const body = bytes.subarray(SIGNATURE_BYTES);
      const signature = bytes.subarray(0, SIGNATURE_BYTES);
      if (signature.length < SIGNATURE_BYTES) return undefined;
      if (!keys.some((key) => timingSafeEqual(signature, sign(key, body)))) return undefined;
      const value: unknown = JSON.parse(body.toString());
      return isJsonObject(value) ? new Map(Object.entries(value) as [string, string][]) : undefined;
    },
  };
}
