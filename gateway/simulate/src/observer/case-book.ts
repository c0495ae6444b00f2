/** A promise as its party tells of it. */
export interface ToldClock {
  readonly kind: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt: string | null;
  readonly state?: string;
}

/** A clock on a case, as far as it has been told. */
export interface KnownClock {
  readonly kind: string;
  /** Empty for the city's own, else the number of the work. */
  readonly origin: string;
  readonly startedAt: number;
  dueAt: number;
  stopped: boolean;
  paused: boolean;
  pausedMs: number;
  warned: boolean;
  breached: boolean;
}

/** A level that had to answer for a case. */
export interface KnownLevel {
  readonly id: string;
  readonly level: string;
  readonly firmId: string | null;
  state: string;
  dueAt: number;
}

/** Which of a party's events concern a case, and how often each kind came. */
export type EventCounts = Map<string, number>;

/** What the observer knows of a case, from events alone. */
export interface KnownCase {
  readonly id: string;
  number: string;
  title: string;
  state: string;
  readonly clocks: KnownClock[];
  readonly ladder: KnownLevel[];
  readonly events: EventCounts;
  readonly openOrders: Set<string>;
  /** A firm's own promises on its orders, which no pause of the case moves; by order and kind. */
  readonly promises: Map<string, { readonly dueAt: number; kept: boolean; told: boolean }>;
  suspendedAt: number | null;
  /** Watched since it came in, so that nothing of it is unknown. */
  whole: boolean;
}

export const newCase = (id: string): KnownCase => ({
  id,
  number: "",
  title: "",
  state: "",
  clocks: [],
  ladder: [],
  events: new Map(),
  openOrders: new Set(),
  promises: new Map(),
  suspendedAt: null,
  whole: false,
});

/** Takes over what a party tells of its clocks on a case. */
export function tellClocks(known: KnownCase, origin: string, told: readonly ToldClock[]): void {
  for (const { kind, startedAt, dueAt, stoppedAt, state } of told) {
    const started = Date.parse(startedAt);
    const due = Date.parse(dueAt);
    const clock = known.clocks.find(
      (one) => one.kind === kind && one.origin === origin && one.startedAt === started,
    );
    if (!clock) {
      // The same promise begun anew takes the place of the one before.
      for (const one of known.clocks)
        if (one.kind === kind && one.origin === origin) one.stopped = true;
      known.clocks.push({
        kind,
        origin,
        startedAt: started,
        dueAt: due,
        stopped: stoppedAt !== null,
        paused: state === "PAUSED" || (origin !== "" && known.suspendedAt !== null),
        pausedMs: 0,
        warned: false,
        breached: false,
      });
      continue;
    }
    // Closing a case stops what a party still counts; nothing starts it again.
    clock.stopped ||= stoppedAt !== null;
    // The city's clocks come with what the pauses have added; another party's do not know of them.
    if (origin === "") {
      clock.pausedMs += due - clock.dueAt;
      clock.dueAt = due;
      clock.paused = state === "PAUSED";
    }
  }
}

/** When a quarter of the promised time is left. */
export const warningAt = ({ startedAt, dueAt, pausedMs }: KnownClock): number =>
  dueAt - (dueAt - startedAt - pausedMs) / 4;

/** Puts a case off, or goes on with it: what the city's clocks do is told, the others follow. */
export function pause(known: KnownCase, at: number): void {
  known.suspendedAt = at;
  for (const clock of known.clocks) if (clock.origin !== "" && !clock.stopped) clock.paused = true;
}

export function resume(known: KnownCase, at: number): void {
  const since = known.suspendedAt;
  if (since === null) return;
  known.suspendedAt = null;
  for (const clock of known.clocks) {
    if (clock.origin === "" || !clock.paused) continue;
    clock.paused = false;
    clock.pausedMs += at - since;
    if (clock.dueAt > since) clock.dueAt += at - since;
  }
  for (const level of known.ladder)
    if (isActive(level) && level.dueAt > since) level.dueAt += at - since;
}

export const isActive = ({ state }: KnownLevel): boolean =>
  state === "OPEN" || state === "ANSWERED";
