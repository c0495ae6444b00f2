import type { HubClient, Who } from "../hub/client.js";
import { type Message, type Watch, watch } from "../hub/watch.js";
import { type KnownCase, newCase, pause, resume, tellClocks } from "./case-book.js";
import { Expectations } from "./expectations.js";
import { predict } from "./predictions.js";
import type { Opened } from "../script/conduct.js";
import { firmStreams, type FirmStreamName, type StreamName, streams } from "./streams.js";

/** A stream that broke a promise of the live protocol. */
export interface StreamFault {
  readonly stream: string;
  readonly what: string;
}

interface Event {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly [payload: string]: any;
}

/** Helping events that leave nothing in the case's timeline. */
const unwritten = new Set(["OFFER_WITHDRAWN", "CLOSED", "NO_OFFER"]);

/**
 * Watches everything from the start, over the hub, and holds each event against what was done and what
 * was seen before: what one party tells, the others must follow.
 */
export class Observer {
  readonly expectations = new Expectations();
  readonly cases = new Map<string, KnownCase>();
  /** Help requests, tickets and the like by id, as they were told last. */
  readonly things = new Map<string, any>();
  readonly faults: StreamFault[] = [];
  /** How many events came, by stream. */
  readonly counts = new Map<string, number>();
  readonly #hub: HubClient;
  readonly #who: Who;
  readonly #watches: Watch[] = [];
  #held: (() => void)[] | undefined;
  /** Called with every level that is told of a case. */
  onRaised: (known: KnownCase, escalation: { id: string; level: string }) => void = () => {};
  /** Called with every supervision that is opened. */
  onSupervised: (opened: Opened) => void = () => {};

  constructor(hub: HubClient, who: Who) {
    this.#hub = hub;
    this.#who = who;
  }

  /** Opens all streams; what happens from now on is seen. */
  async start(firms: readonly string[]): Promise<void> {
    for (const name of Object.keys(streams) as StreamName[])
      this.#open(name, streams[name], {}, (event) => this.#take(name, event));
    for (const firm of firms)
      for (const name of Object.keys(firmStreams) as FirmStreamName[])
        this.#open(`${name} ${firm}`, firmStreams[name], { firm }, (event) =>
          this.#takeFirm(name, event),
        );
    await Promise.all(this.#watches.map(({ opened }) => opened));
  }

  /** Cuts one of the connections, as a bad network does. */
  cut(which: number): void {
    this.#watches[which % this.#watches.length]!.cut();
  }

  stop = async (): Promise<void> =>
    void (await Promise.all(this.#watches.map((one) => one.stop())));

  caseOf(id: string): KnownCase {
    let known = this.cases.get(id);
    if (!known) this.cases.set(id, (known = newCase(id)));
    return known;
  }

  /** Lets events wait, so that what is predicted is not predicted from its own effects. */
  hold(): void {
    this.#held = [];
  }

  /** Expects what the rules themselves must do until an instant, then looks at what came meanwhile. */
  release(now: number): void {
    this.#predict(now);
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const take of held) take();
  }

  #predict(now: number): void {
    for (const known of this.cases.values()) predict(known, now, this.expectations);
  }

  #open(name: string, query: string, variables: object, take: (event: Event) => void): void {
    const seen = new Set<string>();
    const lastAt = new Map<string, number>();
    const onMessage = (message: Message): void => {
      if (message.extensions?.gap) this.faults.push({ stream: name, what: "a gap was told" });
      else if (message.errors)
        this.faults.push({ stream: name, what: JSON.stringify(message.errors).slice(0, 200) });
      const event = message.data?.["event"] as Event | undefined;
      if (!event) return;
      if (seen.has(event.cursor)) {
        this.faults.push({ stream: name, what: `${event.kind} came twice (${event.cursor})` });
        return;
      }
      seen.add(event.cursor);
      // Operators have no order among each other; their ids begin with their names.
      const of = operatorOf(event);
      const at = Date.parse(event.at);
      if (at < (lastAt.get(of) ?? 0))
        this.faults.push({ stream: name, what: `${event.kind} of ${event.at} came too late` });
      lastAt.set(of, at);
      const stream = name.split(" ")[0]!;
      this.counts.set(stream, (this.counts.get(stream) ?? 0) + 1);
      if (this.#held) this.#held.push(() => take(event));
      else take(event);
    };
    this.#watches.push(watch(this.#hub, this.#who, query, variables, onMessage));
  }

  #take(name: StreamName, event: Event): void {
    const payload = Object.values(event).find((value) => typeof value === "object" && value?.id);
    if (!payload) return;
    const at = Date.parse(event.at);
    if (name === "case") return this.#takeCase(event.kind, payload, at);
    this.things.set(payload.id, payload);
    const complaint = payload.complaint?.id as string | undefined;
    // A ticket becomes a case on its way; everything else is known by its case, if it has one.
    const key = `${name}:${event.kind}:${name === "ticket" ? payload.id : (complaint ?? payload.id)}`;
    if (complaint) {
      const known = this.caseOf(complaint);
      known.events.set(name, (known.events.get(name) ?? 0) + 1);
      this.#follow(name, event.kind, known, payload);
    }
    this.expectations.seen(key);
  }

  #takeCase(kind: string, { id, number, title, state, clocks }: any, at: number): void {
    const known = this.caseOf(id);
    Object.assign(known, { number, title, state });
    known.events.set(kind, (known.events.get(kind) ?? 0) + 1);
    tellClocks(known, "", clocks);
    if (state === "SUSPENDED" && known.suspendedAt === null) pause(known, at);
    else if (state !== "SUSPENDED") resume(known, at);
    if (state === "CLOSED") for (const clock of known.clocks) clock.stopped = true;
    if (kind === "REPORTED") {
      known.whole = true;
      this.expectations.seen("case:REPORTED");
    }
    this.expectations.seen(`case:${kind}:${id}`);
  }

  /** What one party's event makes the others do. */
  #follow(name: StreamName, kind: string, known: KnownCase, payload: any): void {
    const { expectations } = this;
    switch (name) {
      case "order":
        if (payload.state === "CLOSED") known.openOrders.delete(payload.id);
        else known.openOrders.add(payload.id);
        for (const clock of payload.clocks) {
          const key = `${payload.id} ${clock.kind}`;
          const kept = clock.stoppedAt !== null || payload.state === "CLOSED";
          const promise = known.promises.get(key);
          if (promise) promise.kept = kept;
          else known.promises.set(key, { dueAt: Date.parse(clock.dueAt), kept, told: false });
        }
        tellClocks(known, payload.number, payload.clocks);
        return expectations.expect(`case:NOTED:${known.id}`);
      case "task":
        tellClocks(known, payload.number, payload.clocks);
        return expectations.expect(`case:NOTED:${known.id}`);
      case "help":
        if (unwritten.has(kind)) known.events.set(name, known.events.get(name)! - 1);
        expectations.expect(`case:NOTED:${known.id}`);
        if (kind === "ACCEPTED" || kind === "DIRECTED")
          expectations.expect(`case:DISCLOSED:${known.id}`);
        return;
      case "conduct":
        if (kind === "OPEN")
          this.onSupervised({ id: payload.id, firmId: payload.firm.id, complaintId: known.id });
        return;
      case "escalation":
        return this.#followEscalation(kind, known, payload);
      default:
        return;
    }
  }

  #followEscalation(kind: string, known: KnownCase, { id, level, state, dueAt, firm }: any): void {
    const told = { id, level, state, dueAt: Date.parse(dueAt), firmId: firm?.id ?? null };
    const found = known.ladder.find((one) => one.id === id);
    if (found) Object.assign(found, told);
    else known.ladder.push(told);
    if (["RAISED", "ANSWERED", "VERIFIED"].includes(kind))
      this.expectations.expect(`case:ESCALATED:${known.id}`);
    if (kind !== "RAISED") return;
    if (level === "CONSORTIUM" && firm) this.expectations.expect(`conduct:OPEN:${known.id}`);
    this.onRaised(known, { id, level });
  }

  #takeFirm(name: FirmStreamName, event: Event): void {
    const payload =
      event["task"] ?? event["order"] ?? event["report"] ?? event["settlement"] ?? event["dispute"];
    if (!payload) return;
    this.things.set(payload.id, payload);
    this.expectations.seen(`${name}:${event.kind}:${payload.id}`);
  }
}

const operatorOf = (event: Event): string => {
  const payload = Object.values(event).find((value) => typeof value === "object" && value?.id);
  return /^[a-z]+_([a-z]\d{2})_/.exec(payload?.id ?? "")?.[1] ?? "";
};
