import type { PlannedStream, RequestContext } from "@hutong/executor";
import type { Feed } from "./feed.js";
import type { Member } from "./member.js";
import type { Message } from "./message.js";
import { Sequence } from "./sequence.js";
import type { Ticket } from "./ticket.js";
import { Upstream, type UpstreamItem, type UpstreamOwner } from "./upstream.js";

/** Events that are worked on side by side. */
const width = 16;

/** Places of the shared stream, and of ours, that are remembered to meet at. */
const remembered = 1_000;

/**
 * Gives a reader what it missed, by an upstream of its own from the reader's place, until that has
 * come to where the shared one is: to an event that both have brought. Then the reader goes on with
 * the shared one.
 */
export class CatchUp implements UpstreamOwner {
  private readonly upstream: Upstream;
  private readonly sequence = new Sequence<Message>(width, (message) => this.hand(message));
  /** What has come of the shared stream meanwhile. */
  private shared: Ticket[] = [];
  /** Places that our own stream has brought. */
  private readonly brought = new Set<string>();
  private hasMet = false;

  constructor(
    private readonly feed: Feed,
    private readonly member: Member,
    place: string,
  ) {
    this.upstream = new Upstream(this, place);
  }

  get planned(): PlannedStream {
    return this.feed.planned;
  }

  carrier(signal: AbortSignal): RequestContext | undefined {
    return this.feed.carrier(signal);
  }

  close(): void {
    this.upstream.close();
  }

  /** The plan has changed. */
  restart(): void {
    this.upstream.restart();
  }

  /** Something came on the shared stream. */
  onTicket(ticket: Ticket): void {
    if (ticket.place === undefined) return;
    this.shared.push(ticket);
    if (this.hasMet) return;
    if (this.brought.has(ticket.place)) void this.meet(ticket);
    // What is dropped here our own stream will bring; it has to come as far as what comes later.
    else if (this.shared.length > remembered) this.shared = [];
  }

  async take(item: UpstreamItem): Promise<void> {
    if (this.hasMet) return;
    const place = item.kind === "event" ? item.event.cursor : item.kind === "position" && item.place;
    if (place) {
      const met = this.shared.find((ticket) => ticket.place === place);
      if (met) return this.meet(met);
      this.brought.add(place);
      if (this.brought.size > remembered) this.brought.delete(this.brought.values().next().value!);
    }
    await this.sequence.add(this.feed.toMessage(item));
  }

  async onEnd(failure?: { readonly thrown: unknown }): Promise<void> {
    if (failure) await this.sequence.add(this.feed.toFailure(failure.thrown));
    await this.sequence.settled();
    this.member.end({});
  }

  private async hand(message: Message): Promise<void> {
    this.member.send(message);
    await this.member.drained();
  }

  /** Both streams have brought the same event: from it on the shared one will do. */
  private async meet(met: Ticket): Promise<void> {
    this.hasMet = true;
    this.upstream.close();
    await this.sequence.settled();
    if (this.member.isGone) return;
    const isAhead = met.place !== undefined && this.brought.has(met.place);
    this.member.join(met.number - 1, isAhead ? this.brought : undefined);
    for (const ticket of this.shared.slice(this.shared.indexOf(met))) this.member.receive(ticket);
    // What is still worked on comes by the feed.
    this.member.since = Math.max(this.member.since, this.feed.delivered);
  }
}
