import type { Json } from "../execution/run.js";
import type { ProjectionJob } from "./job.js";

/**
 * Completes a value of the merged data to what the client gets.
 *
 * @param parent - the object the value belongs to; for an item of a list, the list's.
 * @returns the value, null, or `undefined` for "null, and this place may not hold it".
 */
export type Completer = (value: unknown, job: ProjectionJob, parent?: Json) => unknown;

/** One field of an object type, compiled. */
export interface CompiledField {
  readonly responseName: string;
  /** Under which the data is kept. */
  readonly key: string;
  /** Whether the response name needs the careful way of writing. */
  readonly isInherited: boolean;
  /** Whether the key needs the careful way of reading. */
  readonly isKeyInherited: boolean;
  readonly complete: Completer;
}
