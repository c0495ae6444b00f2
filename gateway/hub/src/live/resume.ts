import { z } from "zod";
import { refusal } from "../errors.js";
import type { OperationRequest } from "../operations/operations.js";

/** How a client wants a stream to begin. */
export interface Begin {
  /** A cursor of ours that it holds. */
  readonly cursor?: string;
  /** Whether it understands messages that only tell the place. */
  readonly wantsPositions: boolean;
}

const resume = z.object({ cursor: z.string().min(1).nullish() });

/**
 * Reads `extensions.resume`.
 * @param lastEventId - the header of a reader of server-sent events, to whom a place is no message.
 * @throws Refusal `BAD_REQUEST`.
 */
export function readBegin(
  { extensions }: OperationRequest,
  lastEventId?: string | readonly string[],
): Begin {
  const given = extensions?.["resume"];
  const read = given == null ? undefined : resume.safeParse(given);
  if (read && !read.success)
    throw refusal("BAD_REQUEST", '`extensions.resume` is an object: {} or {"cursor": "…"}.');
  const cursor = (lastEventId?.toString() || read?.data.cursor) ?? undefined;
  return { wantsPositions: read !== undefined, ...(cursor !== undefined && { cursor }) };
}
