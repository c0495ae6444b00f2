import type { PlannedStream, RequestContext } from "@hutong/executor";
import { errorTable } from "@hutong/schema";
import type { FormattedExecutionResult } from "graphql";
import { randomUUID } from "node:crypto";
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
  /** Called when its last member has gone. */
  onEmpty(): void;
}

/** Events that are worked on side by side. */
const width = 16;

/**
 * One upstream for all readers of one operation with one authority. What comes is worked on once,
 * encoded once, and handed to each.
 */
export class Feed implements UpstreamOwner {
  /** Under which its requests to the subgraphs stand in logs. */
  readonly id = randomUUID();
  private readonly members = new Set<Member>();
  private readonly recent = new Recent();
  private readonly sequence = new Sequence<[Ticket, Message]>(width, (done) => this.hand(...done));
  private readonly upstream: Upstream;
  private admitted: Admitted;
  private endUse: () => void;
  private count = 0;
  /** The subgraph's cursor of what came last; absent until there is one. */
  private place: string | undefined;
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

  get size(): number {
    return this.members.size;
  }

  /** Takes a reader in. @param place - where it begins, if not now. */
  join(member: Member, place: string | undefined): void {
    this.members.add(member);
    member.onGone = () => this.leave(member);
    member.since = this.count;
    const missed = place === undefined || place === this.place ? [] : this.recent.after(place);
    if (!missed) {
      member.catchingUp = new CatchUp(this, member, place!);
      return;
    }
    member.since = missed[0] ? missed[0].number - 1 : this.count;
    for (const ticket of missed) member.receive(ticket);
    member.since = Math.max(member.since, this.delivered);
    if (missed.length === 0 && member.wantsPosition && this.place !== undefined)
      member.send(this.toPosition(this.place));
  }

  private leave(member: Member): void {
    this.members.delete(member);
    if (this.members.size > 0) return;
    this.close();
    this.options.onEmpty();
  }

  private close(): void {
    this.cancelHandover?.();
    this.upstream.close();
    this.endUse();
    this.endUse = () => {};
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

  /** A reader's request, to be admitted again under a new supergraph. */
  get request(): Admitted {
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

  /** The reader whose token lasts longest; nobody when all are over. */
  private bestCaller(): Caller | undefined {
    let best: Caller | undefined;
    for (const { caller } of this.members) {
      if (!caller.token) return caller;
      if (!best?.token || caller.token.expiresAt > best.token.expiresAt) best = caller;
    }
    return best?.token && best.token.expiresAt > Date.now() ? best : undefined;
  }

  private headersOf(caller: Caller): Record<string, string> {
    return { ...lastingHeaders(caller), "x-request-id": this.id };
  }

  async take(item: UpstreamItem): Promise<void> {
    const place = placeOf(item);
    this.place = place ?? this.place;
    const ticket: Ticket = { number: ++this.count, place, message: undefined };
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
  }

  /** What is sent for an item. */
  toMessage(item: UpstreamItem): Message | Promise<Message> {
    if (item.kind === "position") return this.toPosition(item.place);
    if (item.kind === "gap") return this.toGap(item.from, item.to);
    return this.toEvent(item);
  }

  private sign(place: string): string {
    return this.options.cursors.sign(place, this.options.binding);
  }

  private toPosition(place: string): Message {
    const cursor = this.sign(place);
    return new Message({ extensions: { cursor } }, cursor, true);
  }

  private toGap(from: string | undefined, to: string | undefined): Message {
    const cursor = to === undefined ? undefined : this.sign(to);
    const gap = { from: from === undefined ? null : this.sign(from), to: cursor ?? null };
    const { subgraph, isResumable } = this.planned;
    const code = "EVENTS_MISSED";
    const errors = [{ message: errorTable[code].en, extensions: { code, subgraph } }];
    const mark = cursor === undefined ? markOf(isResumable) : { cursor };
    return new Message({ errors, data: null, extensions: { gap, ...mark } }, cursor);
  }

  private async toEvent({ event }: Extract<UpstreamItem, { kind: "event" }>): Promise<Message> {
    const { planned, admitted } = this;
    const { cursor: place } = event;
    const cursor = place === undefined ? undefined : this.sign(place);
    const endUse = admitted.supergraph.use();
    try {
      const context = { headers: this.headersOf(this.bestCaller() ?? admitted.caller) };
      const result = this.leaving(await planned.complete(event, context));
      const mark = cursor === undefined ? markOf(planned.isResumable) : { cursor };
      return new Message({ ...result, extensions: { ...result.extensions, ...mark } }, cursor);
    } catch (thrown) {
      return new Message(this.options.pipeline.toFailed(thrown, this.id), undefined);
    } finally {
      endUse();
    }
  }

  /** What is sent when the upstream could not be opened. */
  toFailure(thrown: unknown): Message {
    return new Message(this.leaving(this.planned.toFailure(thrown)), undefined);
  }

  private leaving(result: Parameters<Pipeline["toPublicResult"]>[0]): FormattedExecutionResult {
    return this.options.pipeline.toPublicResult(result, this.id);
  }
}

function placeOf(item: UpstreamItem): string | undefined {
  if (item.kind === "event") return item.event.cursor;
  return item.kind === "position" ? item.place : item.to;
}

/** What stands in a message instead of a cursor. */
function markOf(isResumable: boolean): Record<string, unknown> {
  return isResumable ? {} : { resumable: false };
}
