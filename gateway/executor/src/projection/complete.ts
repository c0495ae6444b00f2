import { isJsonObject, readOwn, writeOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { CompiledField, Completer } from "./completer.js";

/** A place that may not hold null. */
export function completeNonNull(inner: Completer, label: string, key: string): Completer {
  const message = `Cannot return null for non-nullable field ${label}.`;
  return (value, job, parent) => {
    if (value === null || value === undefined) {
      job.lacks(message, parent, key);
      return undefined;
    }
    // Null from inside was reported there.
    return inner(value, job, parent) ?? undefined;
  };
}

/** A list; null when an item is missing that may not be. */
export function completeList(item: Completer, label: string): Completer {
  const message = `${label} was given a value that is no list.`;
  return (value, job, parent) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      job.rejects(message);
      return null;
    }
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const before = job.count;
      const completed = item(value[index], job, parent);
      if (job.count !== before) job.place(before, index, index);
      if (completed === undefined) return null;
      items.push(completed);
    }
    return items;
  };
}

/** An object; null when its type is not known or a field is missing that may not be. */
export function completeObject(
  fieldsOf: (typename: unknown) => readonly CompiledField[] | undefined,
  label: string,
): Completer {
  const noObject = `${label} was given a value that is no object.`;
  const noType = `${label} was given an object of unknown type.`;
  return (value, job) => {
    if (value === null || value === undefined) return null;
    if (!isJsonObject(value)) {
      job.rejects(noObject);
      return null;
    }
    const fields = fieldsOf(value["__typename"]);
    if (!fields) {
      // The type itself may be what a failed fetch should have brought.
      job.lacks(noType, value, "__typename");
      return null;
    }
    const memo = job.memoOf(fields, value);
    const known = memo?.get(value);
    if (known !== undefined) return known;
    const before = job.count;
    const completed = completeFields(fields, value, job);
    // What is wrong with it has to be told at each place.
    if (job.count === before) memo?.set(value, completed);
    return completed;
  };
}

function completeFields(
  fields: readonly CompiledField[],
  source: Json,
  job: Parameters<Completer>[1],
): Json | null {
  const result: Json = {};
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    const name = field.responseName;
    const before = job.count;
    const { key } = field;
    const value = field.isKeyInherited ? readOwn(source, key) : source[key];
    const completed = field.complete(value, job, source);
    if (job.count !== before) job.place(before, name, key);
    if (completed === undefined) return null;
    if (field.isInherited) writeOwn(result, name, completed);
    else result[name] = completed;
  }
  return result;
}
