import { isJsonObject, writeOwn } from "../execution/own.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import { identityOf } from "./identity.js";
import { hasPlainStrings, withPlainStrings } from "./response.js";

/** Asks a subgraph. */
export type Send = (request: SubgraphRequest, context: RequestContext) => Promise<SubgraphResponse>;

/** A request that waits for the end of the turn. */
interface Waiting {
  readonly request: SubgraphRequest;
  readonly context: RequestContext;
  resolve(response: SubgraphResponse | Promise<SubgraphResponse>): void;
  reject(error: unknown): void;
}

/** More representations than this are another request: subgraphs limit the size of one. */
const maxRepresentations = 500;

/**
 * Makes one request of those that several executions have for a subgraph at the same time: where an
 * event reaches a thousand different operations, each wants to know the same of the same entity.
 *
 * @remarks Only requests for the same fields, with the same variables beside the representations and
 * the same headers are joined, request ids and trace headers apart: never those of different callers.
 */
export class JoinedRequests {
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly send: Send) {}

  execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphResponse> {
    const { entities } = request;
    if (!context.isJoinable || !entities) return this.send(request, context);
    const key = `${identityOf(context.headers)}\n${entities.asks}\n${entities.tail}`;
    return new Promise((resolve, reject) => {
      const one: Waiting = { request, context, resolve, reject };
      const others = this.waiting.get(key);
      if (others) return void others.push(one);
      // After what else has arrived by now was read: the events of many streams come together.
      if (this.waiting.size === 0) setImmediate(() => this.flush());
      this.waiting.set(key, [one]);
    });
  }

  private flush(): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiting of all) {
      let slots = new Map<string, number>();
      let joined: Waiting[] = [];
      for (const one of waiting) {
        const { texts } = one.request.entities!;
        if (joined.length > 0 && slots.size + texts.length > maxRepresentations) {
          void this.ask(joined, slots);
          [slots, joined] = [new Map(), []];
        }
        for (const text of texts) if (!slots.has(text)) slots.set(text, slots.size);
        joined.push(one);
      }
      void this.ask(joined, slots);
    }
  }

  /** @param slots - the place of each representation in the list that is sent. */
  private async ask(
    waiting: readonly Waiting[],
    slots: ReadonlyMap<string, number>,
  ): Promise<void> {
    const { request, context } = waiting[0]!;
    if (waiting.length === 1) return this.askAlone(waiting);
    const { head, tail } = request.entities!;
    const body = `${head}"representations":[${[...slots.keys()].join()}]${tail}`;
    const { query, kind } = request;
    try {
      const response = await this.send({ query, body, ...(kind && { kind }) }, context);
      const list = response.data?.["_entities"];
      // Where nothing came for anybody, one's failure must not take the others with it.
      if (!Array.isArray(list) || list.length !== slots.size) return this.askAlone(waiting);
      for (const { request: own, resolve } of waiting)
        resolve(
          partOf(
            response,
            own.entities!.texts.map((text) => slots.get(text)!),
          ),
        );
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  private askAlone(waiting: readonly Waiting[]): void {
    for (const { request, context, resolve } of waiting) resolve(this.send(request, context));
  }
}

/** The answer to a request for the representations at some slots, as if it had been made alone. */
function partOf(response: SubgraphResponse, slots: readonly number[]): SubgraphResponse {
  const list = response.data!["_entities"] as readonly unknown[];
  const errors = response.errors?.flatMap((error) => errorsAt(error, slots)) ?? [];
  const part: SubgraphResponse = {
    data: { _entities: slots.map((slot) => copyOf(list[slot])) },
    ...(errors.length > 0 && { errors }),
  };
  return hasPlainStrings(response) ? withPlainStrings(part) : part;
}

/** An error where it concerns one of the slots; everybody's if nobody can tell. */
function errorsAt(error: unknown, slots: readonly number[]): unknown[] {
  const path: unknown = isJsonObject(error) ? error["path"] : undefined;
  if (!Array.isArray(path) || typeof path[1] !== "number") return [error];
  const [field, slot, ...rest] = path as unknown[];
  return slots.flatMap((own, index) =>
    own === slot ? [{ ...(error as object), path: [field, index, ...rest] }] : [],
  );
}

/** Each takes possession of what it gets. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isJsonObject(value)) return value;
  const copy = { ...value };
  for (const key in copy) {
    const inner = copy[key];
    if (typeof inner === "object" && inner !== null) writeOwn(copy, key, copyOf(inner));
  }
  return copy;
}
