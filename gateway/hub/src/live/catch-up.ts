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
  private shared: Ticket[];
  /** Places that our own stream has brought. */
  private readonly brought = new Set<string>();
  private hasMet = false;

  constructor(
    private readonly feed: Feed,
    private readonly member: Member,
    place: string,
  ) {
    this.upstream = new Upstream(this, place, true);
    this.brought.add(place);
    this.shared = [feed.present];
  }

  open(): void {
    this.upstream.open();
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
    const { place } = item;
    const met = place === undefined ? undefined : this.shared.find((one) => one.place === place);
    // What both bring as an event is worked on once.
    if (met?.isEvent && item.kind === "event") return this.meet(met);
    this.note(place);
    const added = this.sequence.add(this.feed.toMessage(item));
    if (met) await this.meet(met);
    else await added;
  }

  private note(place: string | undefined): void {
    if (place === undefined) return;
    this.brought.add(place);
    if (this.brought.size > remembered) this.brought.delete(this.brought.values().next().value!);
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

  /** Both streams have come to the same place: from there on the shared one will do. */
  private async meet(met: Ticket): Promise<void> {
    if (this.hasMet) return;
    this.hasMet = true;
    this.upstream.close();
    await this.sequence.settled();
    if (this.member.isGone) return;
    const from = this.shared.indexOf(met);
    const isBrought = this.brought.has(met.place!);
    this.member.join(
      isBrought ? met.number : met.number - 1,
      placesAfter(met.place!, this.brought),
    );
    for (const ticket of this.shared.slice(from)) this.member.receive(ticket);
    // What is still worked on comes by the feed.
    this.member.since = Math.max(this.member.since, this.feed.delivered);
  }
}

/** Those that were added later than one; none where that is not among them. */
function placesAfter(place: string, places: ReadonlySet<string>): Set<string> {
  const list = [...places];
  const index = list.indexOf(place);
  return new Set(index < 0 ? [] : list.slice(index + 1));
}
