import DataLoader from "dataloader";

import type { Context } from "../server/context.js";

/**
 * Declares a lookup that is batched within one request: all ids asked for in one tick are loaded
 * in one call.
 * @param load - gives, for distinct ids, a function from id to value
 */
export function defineBatch<Value>(
  load: (ids: readonly string[], context: Context) => Promise<(id: string) => Value | Error>,
): (id: string, context: Context) => Promise<Value> {
  const key = {};
  return (id, context) => {
    let loader = context.loaders.get(key) as DataLoader<string, Value> | undefined;
    if (!loader) {
      loader = new DataLoader<string, Value>(async (ids) => {
        const valueOf = await load(ids, context);
        return ids.map(valueOf);
      });
      context.loaders.set(key, loader);
    }
    return loader.load(id);
  };
}
