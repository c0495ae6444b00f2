import { planStream, type PlannedStream } from "@hutong/executor";
import { errorTable } from "@hutong/schema";
import type { GraphQLFormattedError } from "graphql";
import { setImmediate as turn } from "node:timers/promises";
import type { Logger } from "pino";
import { Refusal, refusal, toGraphQLError, toPublicError } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import { type Admitted, type Caller, outcomesIn, type Pipeline } from "../pipeline.js";
import type { Supergraphs } from "../planning/supergraphs.js";
import type { Cursors } from "./cursor.js";
import { Feed } from "./feed.js";
import type { Ending, Listener } from "./listener.js";
import { Member } from "./member.js";
import { Message } from "./message.js";
import { createQuota } from "./quota.js";
import type { Begin } from "./resume.js";
import { type StreamKey, toStreamKey } from "./stream-key.js";
import { at } from "./timer.js";

/** A stream as its transport holds it. */
export interface OpenStream<Reader extends Listener> {
  readonly listener: Reader;
  /** Under which id the requests to subgraphs are made for it. */
  readonly feed: string;
  /** To be told when the reader has gone. */
  readonly member: Pick<Member, "leave">;
}

/** The live stage: all streams of one hub. */
export interface Streams {
  /**
   * Opens a subscription for a reader.
   * @param connect - gives the reader, once nothing can be refused any more.
   * @throws Refusal `BAD_USER_INPUT`, `CURSOR_INVALID`, `CURSOR_MISMATCH`, `TOO_MANY_STREAMS`.
   */
  open<Reader extends Listener>(
    admitted: Admitted,
    begin: Begin,
    connect: () => Reader,
  ): OpenStream<Reader>;
  /** Ends the streams of some callers. */
  endWhere(isMeant: (caller: Caller) => boolean, ending: Ending): void;
}

/** What {@link createStreams} takes. */
export interface StreamsOptions {
  readonly pipeline: Pipeline;
  readonly supergraphs: Supergraphs;
  readonly cursors: Cursors;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** What a reader is told first who asked for the place of a stream that has none. */
const notResumable = Message.ofPlace(undefined);

/** How long streams are moved to a new supergraph before others have a turn, in milliseconds. */
const sliceMs = 8;

/** The streams of one hub: equal ones share an upstream; a new supergraph takes them over one by one. */
export function createStreams(options: StreamsOptions): Streams {
  const { pipeline, supergraphs, cursors, limits, logger } = options;
  const feeds = new Map<string, Feed>();
  const quota = createQuota(limits);

  function feedFor(admitted: Admitted, planned: PlannedStream, key: StreamKey): Feed {
    const known = feeds.get(key.shared);
    if (known) return known;
    const feed = new Feed({
      admitted,
      planned,
      binding: key.binding,
      cursors,
      pipeline,
      onOver(over) {
        if (feeds.get(key.shared) === over) feeds.delete(key.shared);
      },
    });
    feeds.set(key.shared, feed);
    return feed;
  }

  function move(feed: Feed): void {
    const { request, caller, supergraph } = feed.current;
    if (supergraph === supergraphs.current) return;
    try {
      const admitted = pipeline.admit(request, caller);
      const planned = plan(admitted);
      if (planned.isResumable !== feed.planned.isResumable)
        throw refusal("SCHEMA_CHANGED", "The stream can now be resumed, or no longer.");
      feed.move(admitted, planned);
    } catch (error) {
      if (!(error instanceof Refusal)) logger.error({ err: error }, "a stream could not be moved");
      feed.end({ code: "SCHEMA_CHANGED", errors: toSchemaChanged(error) });
    }
  }

  supergraphs.onChange(async (supergraph) => {
    let began = performance.now();
    for (const feed of feeds.values()) {
      // The next version moves what is left.
      if (supergraphs.current !== supergraph) return;
      move(feed);
      if (performance.now() - began < sliceMs) continue;
      await turn();
      began = performance.now();
    }
  });

  return {
    open(admitted, { cursor, wantsPositions }, connect) {
      const planned = plan(admitted);
      const key = toStreamKey(admitted, planned);
      if (cursor !== undefined && !planned.isResumable)
        throw refusal("CURSOR_MISMATCH", "This subscription cannot be resumed.");
      const place = cursor === undefined ? planned.after : cursors.read(cursor, key.binding);
      quota.take(admitted.caller.token);
      const listener = connect();
      const member = new Member({
        listener,
        caller: admitted.caller,
        wantsPositions,
        maxBufferedBytes: limits.maxBufferedBytes,
      });
      const { token } = admitted.caller;
      const cancelExpiry =
        token && at(token.expiresAt, () => member.end({ code: "TOKEN_EXPIRED" }));
      member.onOver = () => {
        quota.giveBack(token);
        cancelExpiry?.();
      };
      if (!planned.isResumable) member.send(notResumable);
      else if (cursor !== undefined) member.send(Message.ofPlace(cursor));
      const feed = feedFor(admitted, planned, key);
      feed.join(member, place);
      return { listener, feed: feed.id, member };
    },

    endWhere(isMeant, ending) {
      for (const feed of feeds.values()) feed.endWhere(isMeant, ending);
    },
  };
}

/** @throws Refusal `BAD_USER_INPUT` when the variables do not fit. */
function plan({ prepared, supergraph, variables }: Admitted): PlannedStream {
  const planned = planStream(prepared, {
    dataSources: supergraph.dataSources,
    variables,
    extensions: (received, context) => outcomesIn(context, received),
  });
  if ("errors" in planned) throw new Refusal(planned.errors);
  return planned;
}

function toSchemaChanged(error: unknown): GraphQLFormattedError[] {
  const code = "SCHEMA_CHANGED";
  const reasons = error instanceof Refusal ? error.errors : [toGraphQLError(error)];
  return [
    { message: errorTable[code].en, extensions: { code } },
    ...reasons.map((reason) => toPublicError(reason)),
  ];
}
