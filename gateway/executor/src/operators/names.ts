import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { Operator, OperatorDirectory } from "./directory.js";

/** `wo_f07_01J9…`: type, operator, ULID. */
const OWNED_ID = /^[a-z][a-z0-9]*_([a-z0-9]+)_[0-9a-z]{26}$/i;

/**
 * The operator that a value of the data names: by a name the directory knows, or by an id that
 * carries it.
 */
export function operatorNamed(
  directory: OperatorDirectory,
  subgraph: string,
  name: string,
): Operator | undefined {
  const known = directory.resolve(subgraph, name);
  if (known) return known;
  const [, carried] = OWNED_ID.exec(name) ?? [];
  return carried === undefined ? undefined : directory.resolve(subgraph, carried);
}

/**
 * The names at a path, lists on the way taken apart, each once.
 *
 * @returns undefined where the path leads nowhere; none where it leads to null or an empty list.
 */
export function namesAt(value: unknown, path: readonly string[]): string[] | undefined {
  if (value === undefined) return undefined;
  if (value === null) return [];
  if (Array.isArray(value)) {
    const found = value.map((item) => namesAt(item, path));
    return found.includes(undefined) ? undefined : [...new Set(found.flat() as string[])];
  }
  const [name, ...rest] = path;
  if (name !== undefined) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    return namesAt(value[name], rest);
  }
  return typeof value === "string" || typeof value === "number" ? [String(value)] : undefined;
}

/**
 * A representation without the items of lists at a path that name others only: nobody learns from
 * the hub who else serves an entity.
 */
export function narrow(
  value: unknown,
  path: readonly string[],
  isMine: (name: string) => boolean,
): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => namesAt(item, path)?.some(isMine))
      .map((item) => narrow(item, path, isMine));
  }
  const [name, ...rest] = path;
  if (name === undefined || !isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  return { ...(value as Json), [name]: narrow(value[name], rest, isMine) };
}
