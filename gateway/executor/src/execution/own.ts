import type { Json } from "./run.js";

/**
 * Whether reading `key` from an object that lacks it would find something on the prototype. A
 * response key may be any name, `constructor` and `__proto__` included.
 */
export function isInherited(key: string): boolean {
  return key in Object.prototype;
}

/** Reads a key that {@link isInherited}. */
export function readOwn(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Writes a key that {@link isInherited}; assigning `__proto__` would change the prototype. */
export function writeOwn(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

export function isJsonObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
