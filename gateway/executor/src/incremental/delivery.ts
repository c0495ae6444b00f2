import type { GraphQLError } from "graphql";
import { ErrorLog } from "../errors/error-log.js";
import type { Json, Run, Step } from "../execution/run.js";
import type { PreparedOperation } from "../operation.js";
import { ProjectionJob } from "../projection/job.js";
import { introspect } from "../projection/introspection.js";
import { EventQueue } from "../sources/event-queue.js";
import type { Variant } from "../variants.js";
import type { DeferredFetches } from "./deferred-fetches.js";
import type { DeferredVariant } from "./deferred-variant.js";
import { Gates } from "./gates.js";
import { type DeferredPart, type Delivered, locate } from "./parts.js";

/** The data of one deferred fragment at one place. */
export interface IncrementalPayload {
  readonly data: Json | null;
  readonly path: readonly (string | number)[];
  readonly label?: string;
  readonly errors?: readonly GraphQLError[];
}

/** Payloads that are ready at the same time. */
export interface IncrementalMessage {
  readonly incremental?: readonly IncrementalPayload[];
  readonly hasNext: boolean;
}

/** What {@link Delivery} takes. */
export interface DeliveryOptions {
  readonly operation: PreparedOperation;
  readonly variant: Variant;
  readonly deferred: DeferredVariant;
  /** The run of what is not deferred. */
  readonly run: Run;
  /** Ends all fetches. */
  leave(): void;
}

/** The fetching of one fragment. */
interface Fetching {
  readonly run: Run;
  readonly done: Promise<void>;
}

/**
 * Fetches what is deferred as soon as what it builds on is there, and delivers it once what is around
 * it was delivered.
 */
export class Delivery {
  readonly messages: EventQueue<IncrementalMessage>;
  private readonly gates = new Gates();
  private readonly fetchings = new Map<string, Fetching>();
  /** Parts whose place was delivered and that were not. */
  private waiting = 0;
  private ready: IncrementalPayload[] = [];
  private isFlushing = false;

  constructor(private readonly options: DeliveryOptions) {
    this.messages = new EventQueue(options.leave);
  }

  /** Resolves when everything that is not deferred has been fetched. */
  async fetch(primary: Step | undefined): Promise<void> {
    const { run, deferred } = this.options;
    const inner: Run = { ...run, gates: this.gates };
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    this.fetchDeferred(deferred.fetches, inner, finished);
    await primary?.(inner);
    finish();
  }

  /**
   * Begins to deliver.
   *
   * @param data - the initial result.
   * @returns whether there is anything to deliver.
   */
  begin(data: Json | null | undefined): boolean {
    if (!data) return false;
    const root = { source: this.options.run.root, data, path: [], place: [] };
    this.deliverIn(this.options.deferred.parts, [root], this.options.run);
    return this.waiting > 0;
  }

  /** @param fetched - resolves when all that is fetched around these is there. */
  private fetchDeferred(
    list: readonly DeferredFetches[],
    around: Run,
    fetched: Promise<unknown>,
  ): void {
    for (const { id, depends, needsAll, run: step, inner } of list) {
      const other = this.fetchings.get(id);
      const run: Run = other?.run ?? { ...around, errors: new ErrorLog(around.errors) };
      const ready = Promise.all([this.gates.wait(depends), needsAll && fetched]);
      const own = ready.then(() => step?.(run));
      const done = Promise.all([own, other?.done]).then(() => undefined);
      // Whoever delivers the part gets to know; nobody may.
      done.catch(() => undefined);
      this.fetchings.set(id, { run, done });
      this.fetchDeferred(inner, run, Promise.allSettled([fetched, done]));
    }
  }

  private deliverIn(parts: readonly DeferredPart[], around: readonly Delivered[], run: Run): void {
    for (const part of parts) {
      const { matches, mayMatch } = this.options.deferred;
      if (around.every((object) => locate(part, object, mayMatch).length === 0)) continue;
      this.waiting++;
      // A fragment for which nothing has to be fetched is not in the plan.
      const fetching = this.fetchings.get(part.id) ?? {
        run: { ...run, errors: new ErrorLog(run.errors) },
        done: Promise.resolve(),
      };
      fetching.done.then(
        // Only now is it known of what type the object of an `@interfaceObject` is.
        () => {
          const places = around.flatMap((object) => locate(part, object, matches));
          this.deliver(part, places, fetching.run);
        },
        (error: unknown) => this.messages.fail(error),
      );
    }
  }

  private deliver(part: DeferredPart, places: readonly Delivered[], run: Run): void {
    const { operation, variant } = this.options;
    const answers = introspect(operation.compiled.parts, variant.introspection, run.rawVariables);
    run.errors.replace(variant.toClientErrors);
    const { havePlainStrings } = run.answers;
    const delivered: Delivered[] = [];
    const payloads = places.map((place): { data: Json | null; path: Delivered["path"] } => {
      const job = new ProjectionJob(run.errors, answers, run.repeated, havePlainStrings);
      const data = JSON.parse(part.project(place.source, job) ?? "null") as Json | null;
      for (let depth = place.path.length - 1; depth >= 0; depth--) {
        job.place(0, place.path[depth]!, place.place[depth]!);
      }
      job.finish();
      if (data) delivered.push({ ...place, data });
      return { data, path: place.path };
    });
    this.ready.push(...withErrors(payloads, part.label, run.errors.errors));
    this.deliverIn(part.parts, delivered, run);
    this.waiting--;
    this.flush();
  }

  /** What is ready in the same turn of the event loop is one message. */
  private flush(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    setImmediate(() => {
      this.isFlushing = false;
      const incremental = this.ready;
      this.ready = [];
      const hasNext = this.waiting > 0;
      if (incremental.length > 0) this.messages.push({ incremental, hasNext });
      else if (!hasNext) this.messages.push({ hasNext });
      if (!hasNext) this.messages.end();
    });
  }
}

/** Gives each error to the payload in whose data it lies, or the first that lies in its place. */
function withErrors(
  payloads: readonly { data: Json | null; path: Delivered["path"] }[],
  label: string | undefined,
  errors: readonly GraphQLError[],
): IncrementalPayload[] {
  const given = payloads.map((): GraphQLError[] => []);
  for (const error of errors) {
    const index = payloads.findIndex(({ path }) => isAlong(path, error.path ?? []));
    given[Math.max(index, 0)]!.push(error);
  }
  return payloads.map((payload, index) => ({
    ...payload,
    ...(label !== undefined && { label }),
    ...(given[index]!.length > 0 && { errors: given[index]! }),
  }));
}

/** Whether one path leads to the other. */
function isAlong(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((step, index) => step === other[index]);
}
