import { minute, second } from "./time.js";

const stroke = 20 * minute;
/** Off the round times that people set. */
const phase = 7 * second;
/**
 * What was sent out on the stroke is due on the stroke. Whoever works on it is done between two, so that
 * nothing is done at the very instant at which its time is over, when either would be right.
 */
const between = 8 * minute;

interface Appointment {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * What is to happen, by the domain's time. Each strand of the story is a function that sleeps between its
 * steps and wakes on the stroke of twenty minutes, with all others of that moment: as a town does, they act
 * at once, and the clock has fewer stops.
 */
export class Agenda {
  readonly #appointments: Appointment[] = [];
  #awake = 0;
  #idle: () => void = () => {};
  readonly #onFailure: (error: unknown) => void;
  /** The domain's time, in milliseconds. */
  now: number;

  /** @param onFailure - told what a strand has thrown; the others go on */
  constructor(now: number, onFailure: (error: unknown) => void) {
    this.now = now;
    this.#onFailure = onFailure;
  }

  /** Begins a strand at a moment. */
  begin(at: number, strand: () => Promise<void>): void {
    this.#appoint(at, phase, () => {
      strand()
        .catch(this.#onFailure)
        .finally(() => this.#rest());
    });
  }

  /** Lets a strand sleep, at least so long. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#appoint(this.now + ms, phase, resolve);
      this.#rest();
    });
  }

  /** The same for whoever works, at least so long: until between two strokes. */
  work(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#appoint(this.now + ms, phase + between, resolve);
      this.#rest();
    });
  }

  /** When the next strand wakes. */
  get next(): number | undefined {
    return this.#appointments[0]?.at;
  }

  /** Lets all strands run whose time has come, until they sleep or end. */
  async runDue(): Promise<void> {
    const later = this.#appointments.findIndex(({ at }) => at > this.now);
    const due = this.#appointments.splice(0, later < 0 ? Infinity : later);
    if (due.length === 0) return;
    this.#awake += due.length;
    const idle = new Promise<void>((resolve) => (this.#idle = resolve));
    for (const { wake } of due) wake();
    await idle;
  }

  #rest(): void {
    this.#awake -= 1;
    if (this.#awake === 0) this.#idle();
  }

  #appoint(wanted: number, off: number, wake: () => void): void {
    const at = Math.ceil((wanted - off) / stroke) * stroke + off;
    const appointment = { at, wake };
    let low = 0;
    let high = this.#appointments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#appointments[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#appointments.splice(low, 0, appointment);
  }
}
