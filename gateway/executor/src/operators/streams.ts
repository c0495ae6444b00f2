import type { RequestContext, SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import { EventQueue } from "../sources/event-queue.js";
import { missingError } from "./errors.js";
import { statusOf } from "./guard.js";
import type { OperatorStatus } from "./outcomes.js";
import type { Asked, RootRoute } from "./route.js";

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
 * the others go on and the lost one is tried again, for as long as somebody listens; what happened
 * at it meanwhile is not in the stream. A single one's loss is the end.
 */
export function mergeStreams(
  subgraph: string,
  { unit, asked, errors }: RootRoute,
  request: SubgraphRequest,
  context: RequestContext,
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

  const told = (one: Asked, status: OperatorStatus) =>
    one.operators.map((id) => ({ subgraph, id, status, milliseconds: 0 }));

  const read = async (one: Asked, onEvent: () => void): Promise<void> => {
    const events = one.target.source.subscribe(request, { ...context, signal });
    const stream = events[Symbol.asyncIterator]();
    open.add(stream);
    try {
      for (;;) {
        const event = await stream.next();
        if (event.done) return;
        onEvent();
        const extensions = { ...event.value.extensions, operators: told(one, "ok") };
        queue.push({ ...event.value, extensions });
      }
    } finally {
      open.delete(stream);
    }
  };
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
          queue.push({ data: null, errors: missing, extensions: { operators: told(one, status) } });
        }
        isLost = true;
        if (asked.length === 1) return;
        await delay(wait, signal);
        wait = Math.min(wait * 2, MAX_DELAY_MS);
      }
    }
  };
  void Promise.all(asked.map(follow)).then(() => queue.end());
  return queue;
}
