import type { Dispatcher, Pool } from "undici";
import { SubgraphError } from "../errors/subgraph-error.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import { readResponse } from "./response.js";

/** Where requests are posted. */
export interface PostTarget {
  readonly pool: Pool;
  readonly path: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Headers that belong to one hop or to the body, not to who asks. */
const OWN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** One operation has many fetches and one set of headers. */
const prepared = new WeakMap<object, string[]>();

/**
 * Posts an operation.
 *
 * @throws SubgraphError when no GraphQL answer comes.
 */
export function post(
  target: PostTarget,
  request: SubgraphRequest,
  context: RequestContext,
): Promise<SubgraphResponse> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(target, context.signal, resolve, reject);
    const { query, operationName, variables } = request;
    target.pool.dispatch(
      {
        path: target.path,
        method: "POST",
        headers: headersOf(context.headers),
        body: request.body ?? JSON.stringify({ query, operationName, variables }),
      },
      exchange,
    );
  });
}

/** One listener for all requests of an operation: adding and removing them costs more than a set does. */
const underWay = new WeakMap<AbortSignal, Set<Exchange>>();

function underWayOf(signal: AbortSignal): Set<Exchange> {
  const known = underWay.get(signal);
  if (known) return known;
  const exchanges = new Set<Exchange>();
  underWay.set(signal, exchanges);
  const cancel = (): void => {
    for (const exchange of exchanges) exchange.cancel();
  };
  signal.addEventListener("abort", cancel, { once: true });
  return exchanges;
}

/** One request and its answer. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private readonly timer: NodeJS.Timeout;
  private size = 0;
  private status = 0;
  private isOver = false;
  private controller: Dispatcher.DispatchController | undefined;
  private readonly others: Set<Exchange> | undefined;

  constructor(
    private readonly target: PostTarget,
    signal: AbortSignal | undefined,
    private readonly resolve: (response: SubgraphResponse) => void,
    private readonly reject: (error: SubgraphError) => void,
  ) {
    this.timer = setTimeout(
      () => this.fail(new SubgraphError("SUBGRAPH_TIMEOUT")),
      target.timeoutMs,
    );
    this.others = signal && underWayOf(signal);
    this.others?.add(this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // It may have waited for a connection longer than its time.
    if (this.isOver) controller.abort(new SubgraphError("REQUEST_CANCELLED"));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.target.maxBytes) this.fail(new SubgraphError("SUBGRAPH_INVALID_RESPONSE"));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.isOver) return;
    const [first, ...others] = this.chunks;
    const text = others.length === 0 ? first?.toString() : Buffer.concat(this.chunks).toString();
    try {
      const response = readResponse(this.status, text ?? "");
      this.settle();
      this.resolve(response);
    } catch (error) {
      this.fail(error as SubgraphError);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    const code = (cause as NodeJS.ErrnoException).code;
    const isTimeout = code === "UND_ERR_CONNECT_TIMEOUT";
    this.fail(
      new SubgraphError(isTimeout ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE", { cause }),
    );
  }

  cancel(): void {
    this.fail(new SubgraphError("REQUEST_CANCELLED"));
  }

  private fail(error: SubgraphError): void {
    if (this.isOver) return;
    this.settle();
    this.chunks.length = 0;
    this.controller?.abort(error);
    this.reject(error);
  }

  private settle(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.others?.delete(this);
  }
}

function headersOf(headers: RequestContext["headers"]): string[] {
  let list = prepared.get(headers);
  if (!list) {
    list = [
      "content-type",
      "application/json",
      "accept",
      "application/graphql-response+json, application/json;q=0.9",
    ];
    for (const [name, value] of Object.entries(headers)) {
      if (!OWN_HEADERS.has(name.toLowerCase())) list.push(name, value);
    }
    prepared.set(headers, list);
  }
  return list;
}
