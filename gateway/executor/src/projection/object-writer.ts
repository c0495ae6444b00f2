import { readOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import { type CompiledField, NULL } from "./completer.js";
import type { ProjectionJob } from "./job.js";

/** Writes the fields of an object as JSON text; null when one is missing that may not be. */
export type WriteFields = (source: Json, job: ProjectionJob) => string;

/** Code of its own is worth its making for what is asked again and again. */
const OBJECTS_BEFORE_GENERATION = 500;

/** The fields of one object type under one selection. */
export class ObjectWriter {
  private count = 0;
  private generated: WriteFields | undefined;

  constructor(private readonly fields: readonly CompiledField[]) {}

  write(source: Json, job: ProjectionJob): string {
    if (this.generated) return this.generated(source, job);
    if (++this.count === OBJECTS_BEFORE_GENERATION) this.generated = generateWriter(this.fields);
    return writeFields(this.fields, source, job);
  }
}

/** Writes any fields. */
export function writeFields(
  fields: readonly CompiledField[],
  source: Json,
  job: ProjectionJob,
): string {
  let text = "";
  for (const field of fields) {
    const { key } = field;
    const before = job.count;
    const value = field.isKeyInherited ? readOwn(source, key) : source[key];
    const completed = field.complete(value, job, source);
    if (job.count !== before) job.place(before, field.responseName, key);
    if (completed === undefined) return NULL;
    text += field.before + completed;
  }
  return text === "" ? "{}" : `${text}}`;
}

/**
 * Makes a function that does for these fields what {@link writeFields} does, each step written out:
 * every read then meets objects of one shape, which is what V8 is fast at, and a string costs two
 * pieces of text instead of four.
 *
 * @returns undefined where the process may make no code out of text (`node
 * --disallow-code-generation-from-strings`).
 */
export function generateWriter(fields: readonly CompiledField[]): WriteFields | undefined {
  if (fields.length === 0) return undefined;
  const names = fields.map((_, index) => `complete${index}`);
  const body = `"use strict"; const [${names.join(", ")}] = complete; return (source, job) => {
    let text = "", value, completed, before;
    ${fields.map(stepOf).join("\n")}
    return text + "}";
  };`;
  try {
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- names go in as JSON only
    const make = new Function("complete", "readOwn", body) as (
      complete: readonly CompiledField["complete"][],
      read: typeof readOwn,
    ) => WriteFields;
    return make(
      fields.map(({ complete }) => complete),
      readOwn,
    );
  } catch {
    return undefined;
  }
}

function stepOf(field: CompiledField, index: number): string {
  const key = JSON.stringify(field.key);
  const name = JSON.stringify(field.responseName);
  const completed = `
    before = job.count;
    completed = complete${index}(value, job, source);
    if (job.count !== before) job.place(before, ${name}, ${key});
    if (completed === undefined) return "null";
    text += ${JSON.stringify(field.before)} + completed;`;
  return `
    value = ${field.isKeyInherited ? `readOwn(source, ${key})` : `source[${key}]`};
    ${
      field.isString
        ? `if (job.hasPlainStrings && typeof value === "string")
      text += ${JSON.stringify(`${field.before}"`)} + value + '"';
    else {${completed}
    }`
        : completed
    }`;
}
