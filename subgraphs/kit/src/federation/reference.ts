import type { Context } from "../server/context.js";
import { defineBatch } from "./batch.js";

/** How a subgraph resolves the keys by which other subgraphs refer to an entity. */
export interface Reference {
  readonly typeName: string;
  /** Whether the type is this party's own, or another's to which it adds fields. */
  readonly owned: boolean;
  readonly resolve: (representation: { readonly id: string }, context: Context) => unknown;
}

/** A reference that the party itself uses too. */
export interface EntityReference<T> extends Reference {
  readonly loadOne: (id: string, context: Context) => Promise<T | null>;
}

/**
 * Resolves an entity type by `id`, all ids of one tick in one call of `load`.
 * @param typeName - the GraphQL type
 * @param load - gives, for distinct ids, what exists and the actor may see; a missing id gives null.
 *   `[id, error]` in place of an entity refuses that one alone.
 */
export function defineReference<T extends { id: string }>(
  typeName: string,
  load: (
    ids: readonly string[],
    context: Context,
  ) => Promise<Iterable<T | readonly [id: string, refusal: Error]>>,
): EntityReference<T> {
  const loadOne = defineBatch<T | null>(async (ids, context) => {
    const found = new Map<string, T | Error>();
    for (const item of await load(ids, context)) {
      if (Array.isArray(item)) found.set(item[0] as string, item[1] as Error);
      else found.set((item as T).id, item as T);
    }
    return (id) => found.get(id) ?? null;
  });
  return { typeName, owned: true, loadOne, resolve: ({ id }, context) => loadOne(id, context) };
}

/**
 * A type owned by another party, to which this one adds fields: its reference is its key and
 * nothing is looked up.
 */
export function defineExtension<T extends object>(type: new () => T): Reference {
  return {
    typeName: type.name,
    owned: false,
    resolve: (representation) => Object.assign(new type(), representation),
  };
}
