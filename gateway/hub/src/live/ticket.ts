import type { Message } from "./message.js";

/** Something that came upstream: first that it came, later what is sent for it. */
export interface Ticket {
  /** Counts what came upstream of one shared stream. */
  readonly number: number;
  /** The subgraph's cursor of it. */
  readonly place: string | undefined;
  /** Otherwise it only tells how far the stream has come. */
  readonly isEvent: boolean;
  /** Absent until the rest of the plan has run for it. */
  message: Message | undefined;
}
