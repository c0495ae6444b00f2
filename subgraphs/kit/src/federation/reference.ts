import DataLoader from "dataloader";

import type { Context } from "../server/context.js";

/** How a subgraph resolves the keys by which other subgraphs refer to an entity. */
export interface Reference {
  readonly typeName: string;
  readonly resolve: (representation: { readonly id: string }, context: Context) => unknown;
}

/**
 * Resolves an entity type by `id`, all ids of one tick in one call of `load`.
 * @param typeName - the GraphQL type
 * @param load - gives, for distinct ids, what exists and the actor may see; a missing id gives null.
 *   An `Error` in place of an entity refuses that one alone.
 */
export function defineReference<T extends { id: string }>(
  typeName: string,
  load: (ids: readonly string[], context: Context) => Promise<Iterable<T | readonly [id: string, refusal: Error]>>,
): Reference & { readonly loadOne: (id: string, context: Context) => Promise<T | null> } {
  const key = {};
  const loadOne = (id: string, context: Context): Promise<T | null> => {
    let loader = context.loaders.get(key);
    if (!loader) {
      loader = new DataLoader<string, object | null>(async (ids) => {
        const found = new Map<string, T | Error>();
        for (const item of await load(ids, context)) {
          if (Array.isArray(item)) found.set(item[0] as string, item[1] as Error);
          else found.set((item as T).id, item as T);
        }
        return ids.map((wanted) => found.get(wanted) ?? null);
      });
      context.loaders.set(key, loader);
    }
    return loader.load(id) as Promise<T | null>;
  };
  return { typeName, loadOne, resolve: ({ id }, context) => loadOne(id, context) };
}

/**
 * A type owned by another party, to which this one adds fields: its reference is its key and
 * nothing is looked up.
 */
export function defineExtension<T extends object>(type: new () => T): Reference {
  return { typeName: type.name, resolve: (representation) => Object.assign(new type(), representation) };
}
