import { isJsonObject } from "../execution/own.js";
import { type Completer, NULL } from "./completer.js";
import type { ObjectWriter } from "./object-writer.js";

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

/** Finds the writer for the objects of a type; none where such an object cannot be. */
export type WriterOf = (typename: unknown) => ObjectWriter | undefined;

/**
 * An object; null when its type is not known or a field is missing that may not be.
 *
 * @param hidden - types of which an object is null without being told as an error.
 */
export function completeObject(
  writerOf: WriterOf,
  label: string,
  hidden: readonly string[] = [],
): Completer {
  const noObject = `${label} was given a value that is no object.`;
  const noType = `${label} was given an object of unknown type.`;
  return (value, job) => {
    if (value === null || value === undefined) return NULL;
    if (!isJsonObject(value)) {
      job.rejects(noObject);
      return NULL;
    }
    const typename = value["__typename"];
    const writer = writerOf(typename);
    if (!writer) {
      if (hidden.includes(typename as string)) return NULL;
      // The type itself may be what a failed fetch should have brought.
      job.lacks(noType, value, "__typename");
      return NULL;
    }
    const memo = job.memoOf(writer, value);
    const known = memo?.get(value);
    if (known !== undefined) return known;
    const before = job.count;
    const completed = writer.write(value, job);
    // What is wrong with an object has to be told at each place: such a one is not kept. To read a
    // character makes one piece of a text, so that its pieces are put together once for all places.
    if (memo && job.count === before && completed.charCodeAt(0) > 0) memo.set(value, completed);
    return completed;
  };
}
