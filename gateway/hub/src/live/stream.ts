import type { ErrorCode } from "@hutong/schema";
import type { FormattedExecutionResult } from "graphql";
import { refusal, toPublicError } from "../errors.js";
import { at } from "./timer.js";

/** A stream of results that can be ended from outside at any moment, also while it waits for the next one. */
export interface LiveStream extends AsyncGenerator<FormattedExecutionResult, void, void> {
  /** Ends the upstream; the reader gets one last result that says why, then the end. */
  end(code: ErrorCode): void;
  /** Whether a result is the one that {@link end} sent: it concerns the stream, not the operation. */
  isFarewell(result: FormattedExecutionResult): boolean;
}

/** What {@link openLiveStream} takes. */
export interface LiveStreamOptions {
  /** Starts the upstream; `signal` is aborted when the stream ends, for whatever reason. */
  results(signal: AbortSignal): AsyncGenerator<FormattedExecutionResult>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /** When the caller's token ends, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  onEnd(): void;
}

type Next = IteratorResult<FormattedExecutionResult, void>;

const done: Next = { done: true, value: undefined };

/**
 * Opens a stream.
 *
 * An async generator's own `return()` waits for the `next()` under way, which for a quiet
 * subscription is for ever. Here ending answers that `next()` itself and aborts the upstream.
 */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  const upstream = new AbortController();
  const source = options.results(upstream.signal);
  let ended = false;
  let farewell: FormattedExecutionResult | undefined;
  /** Answers the `next()` under way, if there is one. */
  let answer: ((next: () => Next) => void) | undefined;

  const close = (): void => {
    if (ended) return;
    ended = true;
    cancelExpiry?.();
    options.signal.removeEventListener("abort", close);
    upstream.abort();
    // Not awaited: the generator may still be held by an upstream that ignores its signal.
    source.return(undefined).catch(() => {});
    options.onEnd();
    answer?.(takeLast);
  };

  let farewellTaken = false;
  const takeLast = (): Next => {
    if (!farewell || farewellTaken) return done;
    farewellTaken = true;
    return { done: false, value: farewell };
  };

  const stream: LiveStream = {
    next() {
      if (ended) return Promise.resolve(takeLast());
      return new Promise<Next>((resolve) => {
        answer = (next) => {
          answer = undefined;
          resolve(next());
        };
        const waiting = answer;
        source.next().then(
          (next) => {
            if (next.done) close();
            else if (answer === waiting) waiting(() => next);
          },
          // `results` turns its failures into results; what still gets here has none to give.
          close,
        );
      });
    },
    async return() {
      close();
      return done;
    },
    async throw() {
      close();
      return done;
    },
    end(code) {
      if (ended) return;
      farewell = { errors: refusal(code).errors.map((error) => toPublicError(error)) };
      close();
    },
    isFarewell: (result) => result === farewell,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => close(),
  };

  const cancelExpiry =
    options.expiresAt === undefined
      ? undefined
      : at(options.expiresAt, () => stream.end("TOKEN_EXPIRED"));
  if (options.signal.aborted) close();
  else options.signal.addEventListener("abort", close, { once: true });
  return stream;
}
