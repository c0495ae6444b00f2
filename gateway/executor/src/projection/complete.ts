import { isJsonObject, readOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import { type CompiledField, type Completer, NULL } from "./completer.js";

/** A place that may not hold null. */
export function completeNonNull(inner: Completer, label: string, key: string): Completer {
  const message = `Cannot return null for non-nullable field ${label}.`;
  return (value, job, parent) => {
    if (value === null || value === undefined) {
      job.lacks(message, parent, key);
      return undefined;
    }
    const text = inner(value, job, parent);
    // Null from inside was reported there.
    return text === NULL ? undefined : text;
  };
}

/** A list; null when an item is missing that may not be. */
export function completeList(item: Completer, label: string): Completer {
  const message = `${label} was given a value that is no list.`;
  return (value, job, parent) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) {
      job.rejects(message);
      return NULL;
    }
    let text = "[";
    for (let index = 0; index < value.length; index++) {
      const before = job.count;
      const completed = item(value[index], job, parent);
      if (job.count !== before) job.place(before, index, index);
      if (completed === undefined) return NULL;
      text += index === 0 ? completed : `,${completed}`;
    }
    return `${text}]`;
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
    if (value === null || value === undefined) return NULL;
    if (!isJsonObject(value)) {
      job.rejects(noObject);
      return NULL;
    }
    const fields = fieldsOf(value["__typename"]);
    if (!fields) {
      // The type itself may be what a failed fetch should have brought.
      job.lacks(noType, value, "__typename");
      return NULL;
    }
    const memo = job.memoOf(fields, value);
    const known = memo?.get(value);
    if (known !== undefined) return known;
    const before = job.count;
    const completed = completeFields(fields, value, job);
    // What is wrong with an object has to be told at each place: such a one is not kept. To read a
    // character makes one piece of a text, so that its pieces are put together once for all places.
    if (memo && job.count === before && completed.charCodeAt(0) > 0) memo.set(value, completed);
    return completed;
  };
}

function completeFields(
  fields: readonly CompiledField[],
  source: Json,
  job: Parameters<Completer>[1],
): string {
  let text = "";
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    const before = job.count;
    const { key } = field;
    const value = field.isKeyInherited ? readOwn(source, key) : source[key];
    const completed = field.complete(value, job, source);
    if (job.count !== before) job.place(before, field.responseName, key);
    if (completed === undefined) return NULL;
    text += field.before + completed;
  }
  return text === "" ? "{}" : `${text}}`;
}
