import type { PlannedStream, RequestContext } from "@hutong/executor";
import { errorTable } from "@hutong/schema";
import type { FormattedExecutionResult, GraphQLError } from "graphql";
import { newRequestId } from "../http/requestId.js";
import type { Admitted, Caller, Pipeline } from "../pipeline.js";
import { CatchUp } from "./catch-up.js";
import type { CursorBinding, Cursors } from "./cursor.js";
import type { Ending } from "./listener.js";
import type { Member } from "./member.js";
import { Message } from "./message.js";
import { Recent } from "./recent.js";
import { Sequence } from "./sequence.js";
import { lastingHeaders } from "./stream-key.js";
import type { Ticket } from "./ticket.js";
import { at } from "./timer.js";
import { Upstream, type UpstreamItem, type UpstreamOwner } from "./upstream.js";

/** What a {@link Feed} is made of. */
export interface FeedOptions {
  readonly admitted: Admitted;
  readonly planned: PlannedStream;
  readonly binding: CursorBinding;
  readonly cursors: Cursors;
  readonly pipeline: Pipeline;
  /** Called when nobody may join it any more: its last reader has gone, or its upstream is over. */
  onOver(feed: Feed): void;
}

/** Events that are worked on side by side. */
const width = 16;

/**
 * One upstream for all readers of one operation with one authority. What comes is worked on once,
 * encoded once, and handed to each.
 */
export class Feed implements UpstreamOwner {
  /** Under which its requests to the subgraphs stand in logs. */
  readonly id = newRequestId();
  private readonly members = new Set<Member>();
  private readonly recent = new Recent();
  private readonly sequence = new Sequence<[Ticket, Message]>(width, (done) => this.hand(...done));
  private readonly upstream: Upstream;
  private admitted: Admitted;
  private endUse: () => void;
  private count = 0;
  /** The subgraph's cursor of what came last; absent until there is one. */
  private place: string | undefined;
  private isStarted = false;
  private best: Caller | undefined;
  private cancelHandover: (() => void) | undefined;
  planned: PlannedStream;
  /** The number of the last ticket that was handed on. */
  delivered = 0;

  constructor(private readonly options: FeedOptions) {
    this.admitted = options.admitted;
    this.planned = options.planned;
    this.endUse = this.admitted.supergraph.use();
    this.upstream = new Upstream(this);
  }

  /** Takes a reader in. @param place - where it begins, if not now. */
  join(member: Member, place: string | undefined): void {
    this.members.add(member);
    if (this.best && endOf(member.caller) > endOf(this.best)) this.best = undefined;
    member.feed = this;
    member.since = this.count;
    this.start();
    const missed = place === undefined || place === this.place ? [] : this.recent.after(place);
    if (!missed) {
      member.catchingUp = new CatchUp(this, member, place!);
      member.catchingUp.open();
      return;
    }
    member.since = missed[0] ? missed[0].number - 1 : this.count;
    for (const ticket of missed) member.receive(ticket);
    member.since = Math.max(member.since, this.delivered);
    if (missed.length === 0 && member.wantsPosition && this.place !== undefined)
      member.send(this.toPosition(this.place));
  }

  /** Not before there is a reader in whose name it is opened. */
  private start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.upstream.open();
  }

  /** A reader has gone. */
  leave(member: Member): void {
    this.members.delete(member);
    if (this.best === member.caller) this.best = undefined;
    if (this.members.size > 0) return;
    this.cancelHandover?.();
    this.upstream.close();
    this.endUse();
    this.endUse = () => {};
    this.options.onOver(this);
  }

  /** Ends all readers of it. */
  end(ending: Ending): void {
    for (const member of this.members) member.end(ending);
  }

  /** Ends the readers that a test holds for. */
  endWhere(isMeant: (caller: Caller) => boolean, ending: Ending): void {
    for (const member of this.members) if (isMeant(member.caller)) member.end(ending);
    if (this.members.size > 0 && this.carried && isMeant(this.carried)) this.restart();
  }

  /** What a new supergraph has to admit again, in the name of a reader. */
  get current(): Admitted {
    return { ...this.admitted, caller: this.bestCaller() ?? this.admitted.caller };
  }

  /** Goes on under another plan: nobody notices where the upstream is asked the same as before. */
  move(admitted: Admitted, planned: PlannedStream): void {
    const { source, request } = this.planned;
    const isSame =
      planned.source === source && JSON.stringify(planned.request) === JSON.stringify(request);
    const endOld = this.endUse;
    this.endUse = admitted.supergraph.use();
    // What is under way is finished by the old plan.
    void this.sequence.settled().then(endOld);
    this.admitted = admitted;
    this.planned = planned;
    if (!isSame) this.restart();
  }

  private restart(): void {
    this.upstream.restart();
    for (const { catchingUp } of this.members) catchingUp?.restart();
  }

  /** Whose token the upstream was opened with. */
  private carried: Caller | undefined;
  private readonly headers = new WeakMap<Caller, Record<string, string>>();

  carrier(signal: AbortSignal): RequestContext | undefined {
    const caller = this.bestCaller();
    if (!caller) return undefined;
    this.carried = caller;
    this.cancelHandover?.();
    const { token } = caller;
    this.cancelHandover = token && at(token.expiresAt, () => this.handOver());
    return { headers: this.headersOf(caller), signal };
  }

  /** The carrier's token is over: another reader's goes on, if there is one. */
  private handOver(): void {
    if (this.bestCaller()) this.restart();
  }

  /** Where the shared stream is now, as one who comes to join it sees it. */
  get present(): Ticket {
    return { number: this.count, place: this.place, isEvent: false, message: undefined };
  }

  /** The reader whose token lasts longest; nobody when all are over. */
  private bestCaller(): Caller | undefined {
    if (!this.best || !isGood(this.best)) {
      const callers = [...this.members].map(({ caller }) => caller).filter(isGood);
      this.best = callers.toSorted((a, b) => endOf(b) - endOf(a))[0];
    }
    return this.best;
  }

  private headersOf(caller: Caller): Record<string, string> {
    // One object for each reader: the executor keeps what it has made of it.
    let headers = this.headers.get(caller);
    if (!headers) {
      headers = { ...lastingHeaders(caller), "x-request-id": this.id };
      this.headers.set(caller, headers);
    }
    return headers;
  }

  async take(item: UpstreamItem): Promise<void> {
    const { place } = item;
    this.place = place ?? this.place;
    const isEvent = item.kind === "event";
    const ticket: Ticket = { number: ++this.count, place, isEvent, message: undefined };
    for (const { catchingUp } of this.members) catchingUp?.onTicket(ticket);
    const message = this.toMessage(item);
    await this.sequence.add(
      message instanceof Message ? [ticket, message] : message.then((made) => [ticket, made]),
    );
  }

  private hand(ticket: Ticket, message: Message): void {
    ticket.message = message;
    this.delivered = ticket.number;
    if (ticket.place !== undefined) this.recent.add(ticket);
    for (const member of this.members) member.receive(ticket);
  }

  async onEnd(failure?: { readonly thrown: unknown }): Promise<void> {
    await this.sequence.settled();
    if (failure) {
      const message = this.toFailure(failure.thrown);
      for (const member of this.members) if (!member.catchingUp) member.send(message);
    }
    for (const member of this.members) if (!member.catchingUp) member.end({});
    this.options.onOver(this);
  }

  /** What is sent for an item. */
  toMessage(item: UpstreamItem): Message | Promise<Message> {
    if (item.kind === "position") return this.toPosition(item.place);
    if (item.kind === "gap") return this.toGap(item.from, item.place);
    return this.toEvent(item);
  }

  private sign(place: string): string {
    return this.options.cursors.sign(place, this.options.binding);
  }

  private toPosition(place: string): Message {
    return Message.ofPlace(this.sign(place));
  }

  private toGap(from: string | undefined, to: string | undefined): Message {
    const cursor = to === undefined ? undefined : this.sign(to);
    const gap = { from: from === undefined ? null : this.sign(from), to: cursor ?? null };
    const { subgraph, isResumable } = this.planned;
    const code = "EVENTS_MISSED";
    const errors = [{ message: errorTable[code].en, extensions: { code, subgraph } }];
    const mark = cursor === undefined ? markOf(isResumable) : { cursor };
    return Message.of({ errors, data: null, extensions: { gap, ...mark } }, cursor);
  }

  private async toEvent({ response, place }: EventItem): Promise<Message> {
    const { planned, admitted } = this;
    const cursor = place === undefined ? undefined : this.sign(place);
    const endUse = admitted.supergraph.use();
    try {
      // Nobody leaves in the middle of an event, so its fetches may be made together with others'.
      const headers = this.headersOf(this.bestCaller() ?? admitted.caller);
      const context = { headers, isJoinable: true };
      const result = this.leaving(await planned.completeAsText(response, context));
      const mark = cursor === undefined ? markOf(planned.isResumable) : { cursor };
      return Message.ofText({ ...result, extensions: { ...result.extensions, ...mark } }, cursor);
    } catch (thrown) {
      return Message.of(this.options.pipeline.toFailed(thrown, this.id));
    } finally {
      endUse();
    }
  }

  /** What is sent when the upstream could not be opened. */
  toFailure(thrown: unknown): Message {
    return Message.of(this.leaving(this.planned.toFailure(thrown)) as FormattedExecutionResult);
  }

  private leaving<Result extends { readonly errors?: readonly GraphQLError[] }>(result: Result) {
    return this.options.pipeline.toPublicResult(result, this.id);
  }
}

/** When a reader's token ends. */
const endOf = ({ token }: Caller): number => token?.expiresAt ?? Number.POSITIVE_INFINITY;

const isGood = (caller: Caller): boolean => endOf(caller) > Date.now();

type EventItem = Extract<UpstreamItem, { kind: "event" }>;

/** What stands in a message instead of a cursor. */
function markOf(isResumable: boolean): Record<string, unknown> {
  return isResumable ? {} : { resumable: false };
}
