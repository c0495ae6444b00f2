import { isJsonObject } from "../execution/own.js";

/** How far a list has been read at each operator: its own cursor by its id. */
export type Position = ReadonlyMap<string, string>;

/** Longer is no cursor of ours: it would hold more operators than any directory. */
const MAX_LENGTH = 256 * 1024;

/** One cursor for all operators. Those of which nothing has been read yet do not stand in it. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(Object.fromEntries(position))).toString("base64url");
}

/**
 * @returns undefined for what {@link encodeCursor} has not made. What a forged one can do is give
 * operators other cursors of theirs: they are handed to nobody but the operator they stand for.
 */
export function decodeCursor(cursor: unknown): Position | undefined {
  if (typeof cursor !== "string" || cursor.length > MAX_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (!isJsonObject(value)) return undefined;
    const entries = Object.entries(value);
    if (entries.length === 0) return undefined;
    const isOurs = entries.every(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return isOurs ? new Map(entries as [string, string][]) : undefined;
  } catch {
    return undefined;
  }
}
