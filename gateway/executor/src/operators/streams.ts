import type { Json } from "../execution/run.js";
import type { SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import { EventQueue } from "../sources/event-queue.js";
import { isPosition } from "../sources/stream-events.js";
import { missingError, refusedError } from "./errors.js";
import { statusOf } from "./guard.js";
import { noteEventOutcomes, type OperatorStatus } from "./outcomes.js";
import type { PreparedRequest } from "./prepare.js";
import type { Asked, RootRoute, Scope } from "./route.js";
import { StreamBeginnings } from "./stream-beginnings.js";
import { followPosition, type StreamPosition } from "./stream-position.js";
import { textFor } from "./sent-text.js";

const MAX_DELAY_MS = 30_000;

/** Waits; less when nobody waits for it any more. */
function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}

/**
 * The streams of several servers as one, events as they come.
 *
 * @remarks An operator that is lost is told of in an event with an error and no data. Of several
 * the others go on and the lost one is tried again, for as long as somebody listens: from where it
 * was, if its events say where they stand. The loss of a single one without a place is the end.
 */
export function mergeStreams(
  parts: PreparedRequest,
  { unit, asked, errors }: RootRoute,
  request: SubgraphRequest,
  { context, subgraph, variables, cursorKeys }: Scope,
): AsyncIterable<SubgraphResponse> {
  const left = new AbortController();
  const signal = context.signal ? AbortSignal.any([context.signal, left.signal]) : left.signal;
  const open = new Set<AsyncIterator<SubgraphResponse>>();
  const leave = (): void => {
    left.abort();
    for (const stream of open) void Promise.resolve(stream.return?.()).catch(() => undefined);
  };
  const queue = new EventQueue<SubgraphResponse>(leave);
  signal.addEventListener("abort", () => void queue.return(), { once: true });
  if (errors.length > 0) queue.push({ data: null, errors });

  const position = followPosition(unit, { subgraph, variables, cursorKeys });
  if (position === "invalid") {
    const refused = refusedError("INVALID_CURSOR", "The cursor is not valid.", [unit.key]);
    queue.push({ data: null, errors: [refused] });
    queue.end();
    return queue;
  }

  function push(event: SubgraphResponse, { operators }: Asked, status: OperatorStatus): void {
    const extensions = { ...event.extensions };
    noteEventOutcomes(
      extensions,
      operators.map((id) => ({ subgraph, id, status, milliseconds: 0 })),
    );
    queue.push({ ...event, extensions });
  }

  // Alone it has no others whose place could be missing.
  const isAwaited = position && request.wantsPositions && asked.length > 1;
  const unknown = asked.filter(({ operators }) => position?.of(operators) === undefined);
  const longestMs = Math.max(...asked.map(({ target }) => target.limits.timeoutMs));
  const beginnings = new StreamBeginnings(isAwaited ? unknown : [], longestMs, signal);
  if (!beginnings.isKnown)
    void beginnings.known.then(() => {
      const place = position?.present();
      if (place !== undefined) queue.push({ extensions: { cursor: place } });
    });

  const read = async (one: Asked, onEvent: () => void): Promise<void> => {
    const own = position ? requestFrom(position, one) : request;
    const events = one.target.source.subscribe(own, { ...context, signal });
    const stream = events[Symbol.asyncIterator]();
    open.add(stream);
    try {
      for (;;) {
        // A slow consumer leaves events with the operators, not in a heap of ours.
        await queue.demand();
        const event = await stream.next();
        if (event.done) return;
        onEvent();
        const isTold = !beginnings.isKnown && isPosition(event.value);
        // The place of all is told when that of each is known.
        if (isTold) position?.pass(event.value, one.operators);
        beginnings.note(one);
        if (isTold) continue;
        await beginnings.known;
        const moved = position ? position.pass(event.value, one.operators) : event.value;
        push(moved, one, "ok");
      }
    } finally {
      open.delete(stream);
      beginnings.note(one);
    }
  };

  function requestFrom(from: StreamPosition, { operators }: Asked): SubgraphRequest {
    const { query, variables: names } = textFor(parts, [unit]);
    const sent: Json = { [from.variable]: from.of(operators) ?? null };
    for (const name of names) if (Object.hasOwn(variables, name)) sent[name] = variables[name];
    const { body: _, ...rest } = request;
    return { ...rest, query, variables: sent };
  }

  const follow = async (one: Asked): Promise<void> => {
    const { resubscribeMs } = one.target.limits;
    let isLost = false;
    let wait = resubscribeMs;
    while (!signal.aborted) {
      try {
        await read(one, () => {
          isLost = false;
          wait = resubscribeMs;
        });
        return;
      } catch (error) {
        if (signal.aborted) return;
        const status = statusOf(error);
        const missing = one.operators.map((id) => missingError(id, status, [unit.key]));
        // Once for each loss, not for each attempt.
        if (!isLost) {
          push({ data: null, errors: missing }, one, status);
        }
        isLost = true;
        if (asked.length === 1 && position?.of(one.operators) === undefined) return;
        await delay(wait, signal);
        wait = Math.min(wait * 2, MAX_DELAY_MS);
      }
    }
  };
  void Promise.all(asked.map(follow)).then(() => queue.end());
  return queue;
}
