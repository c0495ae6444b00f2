import { isJsonObject, readOwn, writeOwn } from "../execution/own.js";

/** By how much the lists of an answer were moved when it was put behind others: by their place. */
export type Shifts = Map<string, number>;

/**
 * What two operators say of the same: lists one after the other, objects field by field, and of
 * anything else what was said first.
 */
export function combine(known: unknown, added: unknown, shifts: Shifts, at = ""): unknown {
  if (known === null || known === undefined) return added ?? null;
  if (Array.isArray(known) && Array.isArray(added)) {
    shifts.set(at, known.length);
    // Not spread into `push`: its arguments stand on the stack.
    return known.concat(added);
  }
  if (isJsonObject(known) && isJsonObject(added)) {
    for (const [key, value] of Object.entries(added)) {
      writeOwn(known, key, combine(readOwn(known, key), value, shifts, `${at}\n${key}`));
    }
  }
  return known;
}

/** A path inside an answer as it is after {@link combine}. */
export function shiftPath(path: readonly (string | number)[], shifts: Shifts): (string | number)[] {
  let at = "";
  return path.map((element) => {
    if (typeof element === "string") {
      at += `\n${element}`;
      return element;
    }
    const shifted = element + (shifts.get(at) ?? 0);
    // Inside of items nothing is combined.
    at += `\n#${element}`;
    return shifted;
  });
}
