import { monotonicFactory } from "ulid";

import { HutongError } from "../errors/hutong-error.js";

const nextUlid = monotonicFactory();
const pattern = /^([a-z]+)_(?:([a-z]\d{2,4})_)?([0-9A-HJKMNP-TV-Z]{26})$/;

/**
 * A new id: `<prefix>_<ULID>`, or `<prefix>_<operator>_<ULID>` for a thing that belongs to one
 * operator of a subgraph, so that the bare id tells where it lives.
 */
export function newId(prefix: string, operator?: string): string {
  return operator ? `${prefix}_${operator}_${nextUlid()}` : `${prefix}_${nextUlid()}`;
}

/** @throws HutongError `INVALID_ID` when the id is malformed or names another type. */
export function requireId(id: string, prefix: string): string {
  if (pattern.exec(id)?.[1] !== prefix) {
    throw new HutongError("INVALID_ID", { message: `Expected an id that starts with ${prefix}_` });
  }
  return id;
}

/** The operator an id carries, or undefined. */
export function operatorOf(id: string): string | undefined {
  return pattern.exec(id)?.[2];
}
