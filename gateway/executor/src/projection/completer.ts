import type { Json } from '../execution/run.js';
import type { ProjectionJob } from './job.js';

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
  /** Whether the name needs the careful way of reading and writing. */
  readonly isInherited: boolean;
  readonly complete: Completer;
}
