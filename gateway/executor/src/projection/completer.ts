import type { Json } from "../execution/run.js";
import type { ProjectionJob } from "./job.js";

/**
 * Completes a value of the merged data to what the client gets, as JSON text.
 *
 * @remarks To make objects first that are only made text of would cost as much as the text.
 * @param parent - the object the value belongs to; for an item of a list, the list's.
 * @returns the text, or `undefined` for "null, and this place may not hold it".
 */
export type Completer = (value: unknown, job: ProjectionJob, parent?: Json) => string | undefined;

export const NULL = "null";

/** One field of an object type, compiled. */
export interface CompiledField {
  readonly responseName: string;
  /** What stands before its value in the object's text. */
  readonly before: string;
  /** Under which the data is kept. */
  readonly key: string;
  /** Whether the key needs the careful way of reading. */
  readonly isKeyInherited: boolean;
  readonly complete: Completer;
  /** Whether it is a string, or null. */
  readonly isString: boolean;
}
