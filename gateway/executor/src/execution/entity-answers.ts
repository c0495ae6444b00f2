import type { SubgraphResponse } from "../sources/data-source.js";
import type { AskGroup } from "./entity-exchange.js";
import { partName } from "./entity-shape.js";
import { isJsonObject } from "./own.js";
import type { Json } from "./run.js";

/** Gives each fetch of a joined request its part of the answer, as if it had asked alone. */
export function splitResponse(
  groups: readonly AskGroup[],
  { data, errors }: SubgraphResponse,
): void {
  for (const [index, { asks }] of groups.entries()) {
    const name = partName("_entities", index);
    const entities = (data as Json)[name];
    const expected = asks.reduce((sum, { texts }) => sum + texts.length, 0);
    const isWhole = Array.isArray(entities) && entities.length === expected;
    let begin = 0;
    for (const ask of asks) {
      const end = begin + ask.texts.length;
      const own = errors?.flatMap((error) => ownError(error, name, begin, end)) ?? [];
      ask.resolve({
        data: { _entities: isWhole ? entities.slice(begin, end) : null },
        ...(own.length > 0 && { errors: own }),
      });
      begin = end;
    }
  }
}

/** An error in the terms of one fetch: none if it is another's, as it is if nobody can tell. */
function ownError(error: unknown, name: string, begin: number, end: number): unknown[] {
  const path: unknown = isJsonObject(error) ? error["path"] : undefined;
  if (!Array.isArray(path) || typeof path[0] !== "string") return [error];
  if (path[0] !== name) return [];
  const slot: unknown = path[1];
  if (typeof slot !== "number")
    return [{ ...(error as Json), path: ["_entities", ...path.slice(1)] }];
  if (slot < begin || slot >= end) return [];
  return [{ ...(error as Json), path: ["_entities", slot - begin, ...path.slice(2)] }];
}
