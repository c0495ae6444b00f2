import {
  SubgraphError,
  type PlannedStream,
  type RequestContext,
  type StreamEvent,
  type SubgraphResponse,
} from "@hutong/executor";
import { setTimeout as delay } from "node:timers/promises";

/** What comes of an upstream. */
export type UpstreamItem =
  | { readonly kind: "event"; readonly response: SubgraphResponse; readonly place?: string }
  /** Nothing for this stream up to there. */
  | { readonly kind: "position"; readonly place: string }
  /** What happened between these places will not come. */
  | { readonly kind: "gap"; readonly from: string | undefined; readonly place?: string };

/** Whom an {@link Upstream} is held for. */
export interface UpstreamOwner {
  /** Read at each opening: a new supergraph may have replaced it. */
  readonly planned: PlannedStream;
  /** In whose name it is opened; nothing when nobody's token is good any more. */
  carrier(signal: AbortSignal): RequestContext | undefined;
  /** The next item is taken when this resolves. */
  take(item: UpstreamItem): void | Promise<void>;
  /** The subgraph has ended it, or it could not be opened: then with what was thrown. */
  onEnd(failure?: { readonly thrown: unknown }): void | Promise<void>;
}

/** Events that may wait here; beyond it the upstream is left and taken up again later. */
const maxQueued = 2_000;
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/**
 * A stream of a subgraph that outlives its connections. Where it can be resumed, nothing is lost when
 * one breaks; where not, that is told, once for each connection.
 */
export class Upstream {
  private readonly closing = new AbortController();
  private stream: AsyncIterator<StreamEvent> | undefined;
  private isRestarting = false;
  private failures = 0;
  /** Only once too much has come: it takes a connection of its own. */
  private isPaced = false;

  /**
   * @param place - where to begin; absent for "from now on".
   * @param mayWait - whether the party may be kept waiting when the owner takes its time: where what
   * comes is for one reader alone.
   */
  constructor(
    private readonly owner: UpstreamOwner,
    private place?: string,
    private readonly mayWait = false,
  ) {}

  open(): void {
    void this.run();
  }

  close(): void {
    this.closing.abort();
    this.leave();
  }

  /** Opens it anew at its place: under another token, or by another plan. */
  restart(): void {
    this.isRestarting = true;
    this.leave();
  }

  private leave(): void {
    void Promise.resolve(this.stream?.return?.()).catch(() => undefined);
  }

  private get isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private async run(): Promise<void> {
    let wasOpen = false;
    for (;;) {
      const { outcome, thrown } = await this.read();
      if (this.isClosed) return;
      if (outcome === "ended") return this.owner.onEnd();
      const wasInterrupted = outcome === "restarted" || isInterruption(thrown);
      if (outcome === "failed" && !wasOpen && !wasInterrupted) return this.owner.onEnd({ thrown });
      wasOpen = true;
      this.isPaced ||= this.mayWait && isOverflow(thrown);
      if (wasInterrupted && !this.canResume)
        await this.owner.take({ kind: "gap", from: this.place });
      // One that refuses its own oldest place again and again is not asked without a pause.
      const isRefused = outcome === "expired" && this.failures++ > 0;
      if (isRefused || (outcome === "failed" && !isOverflow(thrown))) await this.pause();
      if (this.isClosed) return;
    }
  }

  private get canResume(): boolean {
    return this.owner.planned.isResumable && this.place !== undefined;
  }

  /** Full jitter: hubs that lost the same subgraph must not come back as one. */
  private async pause(): Promise<void> {
    const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** this.failures++);
    const { signal } = this.closing;
    await delay(Math.random() * longest, undefined, { signal, ref: false }).catch(() => undefined);
  }

  /** Reads one connection's stream. */
  private async read(): Promise<{ outcome: Outcome; thrown?: unknown }> {
    const context = this.owner.carrier(this.closing.signal);
    // The last reader's token is over: its own timer ends it, and this with it.
    if (!context) return { outcome: "failed", thrown: new SubgraphError("REQUEST_CANCELLED") };
    this.isRestarting = false;
    const { place } = this;
    const stream = this.owner.planned.open(context, {
      maxQueued,
      isPaced: this.isPaced,
      ...(place !== undefined && { after: place }),
    });
    this.stream = stream;
    try {
      for (;;) {
        const { done, value: event } = await stream.next();
        if (this.isClosed || this.isRestarting) return { outcome: "restarted" };
        if (done) return { outcome: "ended" };
        if (place !== undefined && event.response && (await this.tellExpired(event.response))) {
          void Promise.resolve(stream.return?.()).catch(() => undefined);
          return { outcome: "expired" };
        }
        this.failures = 0;
        await this.take(event);
      }
    } catch (thrown) {
      return this.isRestarting ? { outcome: "restarted" } : { outcome: "failed", thrown };
    }
  }

  private async take({ response, cursor }: StreamEvent): Promise<void> {
    const isMoved = cursor !== undefined && cursor !== this.place;
    this.place = cursor ?? this.place;
    const at = cursor !== undefined && { place: cursor };
    if (response) await this.owner.take({ kind: "event", response, ...at });
    else if (at && isMoved) await this.owner.take({ kind: "position", ...at });
  }

  /** The subgraph's word that it keeps no longer what came after the place. */
  private async tellExpired({ data, errors }: SubgraphResponse): Promise<boolean> {
    if (data || !errors) return false;
    const expired = (errors as ExpiryError[]).find(
      (error) => error?.extensions?.code === "CURSOR_EXPIRED",
    );
    if (!expired) return false;
    const from = this.place;
    const oldest = expired.extensions?.oldest;
    const place = typeof oldest === "string" && oldest !== from ? oldest : undefined;
    this.place = place;
    await this.owner.take({ kind: "gap", from, ...(place !== undefined && { place }) });
    return true;
  }
}

type Outcome = "ended" | "restarted" | "expired" | "failed";

type ExpiryError = { extensions?: { code?: unknown; oldest?: unknown } } | null;

function isInterruption(thrown: unknown): boolean {
  return isOverflow(thrown) || (thrown instanceof SubgraphError && thrown.isInterruption);
}

function isOverflow(thrown: unknown): boolean {
  return thrown instanceof SubgraphError && thrown.code === "STREAM_OVERFLOW";
}
