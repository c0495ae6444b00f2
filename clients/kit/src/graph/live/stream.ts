import type { FormattedExecutionResult } from "graphql-ws";

/** What a live stream is asked for. */
export interface StreamOperation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Record<string, unknown>;
}

/** The same, and from where on. */
export interface StreamRequest extends StreamOperation {
  readonly extensions: { readonly resume: { cursor?: string } };
}

export type StreamResult = FormattedExecutionResult<Record<string, unknown>>;

/** Who listens to a live stream. */
export interface StreamSink {
  next(result: StreamResult): void;
  error(error: unknown): void;
  complete(): void;
  /** The stream stands: what happens from now on will come. Again after each reconnection. */
  placed(): void;
  /** Something happened that will not come: the present state has to be loaded. */
  missed(): void;
}

/** A way to the hub: it subscribes, and again after every loss, until it is told to end. */
export interface Transport {
  /** Sends `request` as it is at the moment of each connection. */
  subscribe(request: StreamRequest, sink: TransportSink): () => void;
  dispose(): void;
}

/** What a transport tells of one stream. */
export interface TransportSink {
  next(result: StreamResult): void;
  /** Ended by the hub with a reason: GraphQL errors, or what broke. */
  error(error: unknown): void;
  complete(): void;
}

/** How a transport fares; `lost` comes once for each loss. */
export interface TransportEvents {
  readonly connected: () => void;
  readonly lost: () => void;
  /** The hub does not accept the token, or no longer. */
  readonly refused: () => void;
}

/** The hub does not know the place any more: only beginning anew helps. */
const placeless: readonly string[] = ["CURSOR_INVALID", "CURSOR_MISMATCH"];
/** The stream ended though it has more to say: come back to it. */
const passing: readonly string[] = [
  "SHUTTING_DOWN",
  "SLOW_CONSUMER",
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
];
const comeBackMs = 2_000;

/** A live stream that goes on where it was, whatever happens to the connection. */
export interface ResumableStream {
  /** Subscribes by this transport from now on, from its place. */
  open(transport: Transport): void;
  /** The connection is there again after a loss. */
  resumed(): void;
  close(): void;
}

/**
 * Keeps a stream's place by the hub's live protocol: the request holds the cursor of the last message,
 * so whoever sends it again goes on behind that one. The screens see events alone; positions, gaps and
 * cursors stay here.
 */
export function makeStream(
  { query, operationName, variables }: StreamOperation,
  sink: StreamSink,
): ResumableStream {
  const extensions: { resume: { cursor?: string } } = { resume: {} };
  const request: StreamRequest = {
    query,
    variables,
    ...(operationName !== undefined && { operationName }),
    extensions,
  };
  let resumable = true;
  let place = false;
  let ending: string | undefined;
  let transport: Transport | undefined;
  let unsubscribe: (() => void) | undefined;
  /** Counts the subscriptions made: what an earlier one still says is not heard. */
  let round = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const take = (result: StreamResult): void => {
    const {
      cursor,
      gap,
      resumable: goesBack,
    } = (result.extensions ?? {}) as {
      cursor?: string;
      gap?: object;
      resumable?: boolean;
    };
    if (cursor) extensions.resume = { cursor };
    if (goesBack === false) resumable = false;
    ending = result.data ? undefined : codeOf(result.errors);
    if (!place) {
      place = true;
      sink.placed();
    }
    if (gap) sink.missed();
    else if (result.data || result.errors) sink.next(result);
  };

  const subscribe = (): void => {
    const mine = ++round;
    const heard =
      <Args extends unknown[]>(hear: (...args: Args) => void) =>
      (...args: Args): void => {
        if (mine === round) hear(...args);
      };
    unsubscribe?.();
    place = false;
    ending = undefined;
    unsubscribe = transport?.subscribe(request, {
      next: heard(take),
      error: heard((error: unknown) => {
        const code = codeOf(error) ?? "";
        if (placeless.includes(code)) beginAnew();
        else if (passing.includes(code)) comeBack();
        else sink.error(error);
      }),
      complete: heard(() => (ending && passing.includes(ending) ? comeBack() : sink.complete())),
    });
  };

  const beginAnew = (): void => {
    extensions.resume = {};
    subscribe();
    sink.missed();
  };

  const comeBack = (): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (!resumable) sink.missed();
      subscribe();
    }, comeBackMs);
  };

  return {
    open(by) {
      transport = by;
      subscribe();
    },
    resumed() {
      place = false;
      if (!resumable) sink.missed();
    },
    close() {
      round++;
      clearTimeout(pause);
      unsubscribe?.();
      unsubscribe = undefined;
      transport = undefined;
    },
  };
}

/** The code of the first GraphQL error in whatever a transport reports. */
function codeOf(error: unknown): string | undefined {
  const [first] = Array.isArray(error) ? (error as unknown[]) : [];
  return (first as { extensions?: { code?: string } } | undefined)?.extensions?.code;
}
