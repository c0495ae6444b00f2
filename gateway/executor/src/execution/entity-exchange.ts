import { AnswerReader } from "../sources/answer-reader.js";
import type { SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import { splitResponse } from "./entity-answers.js";
import { type EntityShape, joinShapes, partName } from "./entity-shape.js";
import type { CompiledFetch } from "./fetch.js";
import {
  type Asker,
  askSource,
  headOf,
  type Requested,
  TextRequest,
  variableTexts,
} from "./request.js";

/** A fetch that waits to be sent. */
export interface Ask {
  readonly fetch: CompiledFetch;
  /** Representations as JSON text. */
  readonly texts: readonly string[];
  resolve(response: SubgraphResponse): void;
  reject(error: unknown): void;
}

/** Asks for the same of different entities: one field of a request. */
export interface AskGroup {
  /** Absent only where it is alone. */
  readonly shape: EntityShape | undefined;
  readonly asks: readonly Ask[];
}

/**
 * Joins what one operation asks of a subgraph at the same time.
 *
 * @remarks The planner makes a fetch for each place of the operation, so that several go to one
 * subgraph in one turn of the event loop: one after the other over as many connections. A request
 * costs the hub and the subgraph more than most of what is asked in it. Nobody waits for this: what
 * is ready in the same turn is sent at its end.
 */
export class EntityExchange {
  private readonly waiting = new Map<string, Ask[]>();

  constructor(private readonly asker: Asker) {}

  /** Asks about entities. Rejects as a data source does. */
  ask(fetch: CompiledFetch, texts: readonly string[]): Promise<SubgraphResponse> {
    const { serviceName } = fetch.node;
    return new Promise((resolve, reject) => {
      const ask: Ask = { fetch, texts, resolve, reject };
      const asks = this.waiting.get(serviceName);
      if (asks) {
        asks.push(ask);
        return;
      }
      // Scheduled from a microtask, it runs when no microtask is left that could ask for more.
      if (this.waiting.size === 0) process.nextTick(() => this.flush());
      this.waiting.set(serviceName, [ask]);
    });
  }

  private flush(): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const asks of all) {
      const joinable = asks.filter(({ fetch }) => fetch.shape);
      for (const ask of asks) if (!ask.fetch.shape) void this.send([ask]);
      if (joinable.length > 0) void this.send(joinable);
    }
  }

  private async send(asks: readonly Ask[]): Promise<void> {
    const groups = groupByShape(asks);
    try {
      const response = await askSource(this.asker, asks[0]!.fetch, joinRequest(groups, this.asker));
      if (asks.length === 1) asks[0]!.resolve(response);
      // One party's failure to answer a part must not take the others with it.
      else if (response.data === null || response.data === undefined) {
        for (const ask of asks) void this.send([ask]);
      } else splitResponse(groups, response);
    } catch (error) {
      for (const ask of asks) ask.reject(error);
    }
  }
}

function groupByShape(asks: readonly Ask[]): AskGroup[] {
  if (asks.length === 1) return [{ shape: asks[0]!.fetch.shape, asks }];
  const groups = new Map<string, Ask[]>();
  for (const ask of asks) {
    const selection = ask.fetch.shape?.selection ?? "";
    const same = groups.get(selection);
    if (same) same.push(ask);
    else groups.set(selection, [ask]);
  }
  return [...groups.values()].map((list) => ({ shape: list[0]!.fetch.shape, asks: list }));
}

function joinRequest(groups: readonly AskGroup[], asker: Asker): SubgraphRequest {
  const { fetch } = groups[0]!.asks[0]!;
  const names = new Set<string>();
  const texts = groups.map(({ asks }, index) => {
    let list = "";
    for (const ask of asks) {
      for (const text of ask.texts) list += list === "" ? text : `,${text}`;
      for (const name of ask.fetch.node.variableUsages ?? []) names.add(name);
    }
    return `"${partName("representations", index)}":[${list}]`;
  });
  const others = variableTexts(names, asker);
  const [{ shape, asks }] = groups as [AskGroup];
  const isOne = groups.length === 1 && asks.length === 1 && shape !== undefined;
  const entities = isOne
    ? {
        asks: shape.text,
        head: fetch.head,
        texts: asks[0]!.texts,
        tail: `${others.map((text) => `,${text}`).join("")}}}`,
      }
    : undefined;
  const text = [...texts, ...others].join();
  return new TextRequest(groups.length === 1 ? fetch : joinedFetch(groups), text, entities);
}

/** By the fetch it begins with: plans are few, and so are the ways in which their fetches meet. */
const joinedFetches = new WeakMap<CompiledFetch, Map<string, Requested>>();

function joinedFetch(groups: readonly AskGroup[]): Requested {
  const { fetch } = groups[0]!.asks[0]!;
  const shapes = groups.flatMap(({ shape }) => shape ?? []);
  const key = shapes.map(({ selection }) => selection).join("\n");
  let known = joinedFetches.get(fetch);
  if (!known) joinedFetches.set(fetch, (known = new Map()));
  let joined = known.get(key);
  if (!joined) {
    const node = { ...fetch.node, operation: joinShapes(shapes, fetch.node.operationName) };
    joined = { node, head: headOf(node), reader: new AnswerReader(node.operation) };
    known.set(key, joined);
  }
  return joined;
}
