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

/** A scalar that a representation is made of. */
interface Part {
  readonly key: string;
  /** What stands before the value, comma and quoted name included. */
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
  const parts = new Map<string, Part>();
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
      const known = parts.get(sent);
      if (known) return known.key === key;
      const comma = parts.size === 0 ? "{" : ",";
      parts.set(sent, { key, before: `${comma}${JSON.stringify(sent)}:` });
      return true;
    });
  if (!isFlat(requires)) return undefined;
  if (!parts.has("__typename")) return null;
  return writerOf([...parts.values()]);
}

function writerOf(parts: readonly Part[]): WriteText {
  const write = (source: Json): string | undefined => {
    let text = "";
    for (const { key, before } of parts) {
      const value = source[key];
      if (value === undefined) return undefined;
      text += before + (typeof value === "number" ? String(value) : JSON.stringify(value));
    }
    return `${text}}`;
  };
  const keys = parts.map(({ key }) => key).filter((key) => key !== "__typename");
  return Object.assign(write, { isFlat: true as const }, keys.length === 1 && { only: keys[0]! });
}
