import type { SupergraphTypes } from "../plan/planner.js";
import type { RequiredSelection } from "../plan/query-plan.js";
import { isInherited } from "./own.js";
import type { Json } from "./run.js";

/** Writes the representation of an object; undefined when a part of it is missing. */
export interface WriteText {
  (source: Json): string | undefined;
  /** Whether a representation is made of scalars alone. */
  readonly isFlat?: true;
  /** The one key that tells objects of the type apart, where there is only one. */
  readonly only?: string;
}

/** A scalar that a representation is made of, other than the type name. */
interface Part {
  readonly key: string;
  /** What stands before the value: all that does not depend on it. */
  readonly before: string;
}

/**
 * Most representations are a type name and a few scalars: those are written as text straight away.
 * Which fields they have depends on the type name alone, so each type gets its writer once.
 *
 * @returns undefined for a type whose representation has objects inside; null when no part of
 * `requires` is about the type.
 */
export function flatWriter(
  requires: readonly RequiredSelection[],
  typename: string,
  types: SupergraphTypes,
): WriteText | null | undefined {
  const keys = new Map<string, string>();
  const isFlat = (selections: readonly RequiredSelection[]): boolean =>
    selections.every((selection) => {
      if (selection.kind === "InlineFragment") {
        const { typeCondition: condition } = selection;
        const applies = condition === undefined || types.isSubtype(condition, typename);
        return !applies || isFlat(selection.selections);
      }
      const key = selection.alias ?? selection.name;
      const sent = selection.sendAs ?? key;
      if (selection.selections || isInherited(key) || isInherited(sent)) return false;
      const known = keys.get(sent);
      if (known !== undefined) return known === key;
      keys.set(sent, key);
      return true;
    });
  if (!isFlat(requires)) return undefined;
  return keys.has("__typename") ? writerOf(keys, typename) : null;
}

/** @param sentKeys - by the name that each value gets, the key that it has. */
function writerOf(sentKeys: ReadonlyMap<string, string>, typename: string): WriteText {
  const parts: Part[] = [];
  let before = "";
  for (const [sent, key] of sentKeys) {
    before += `${before === "" && parts.length === 0 ? "{" : ","}${JSON.stringify(sent)}:`;
    if (key === "__typename") before += JSON.stringify(typename);
    else {
      parts.push({ key, before });
      before = "";
    }
  }
  const end = `${before}}`;
  const write = (source: Json): string | undefined => {
    let text = "";
    for (const { key, before: fixed } of parts) {
      const value = source[key];
      if (value === undefined) return undefined;
      text += fixed + (typeof value === "number" ? String(value) : JSON.stringify(value));
    }
    return text + end;
  };
  return Object.assign(
    write,
    { isFlat: true as const },
    parts.length === 1 && { only: parts[0]!.key },
  );
}
