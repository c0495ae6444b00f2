import { SubgraphError } from "../errors/subgraph-error.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import type { Deadlines } from "./deadlines.js";
import { readResponse } from "./response.js";
import { type Sending, type Wire, WireError, type WireReceiver } from "./wire/wire.js";

/** Where requests are posted. */
export interface PostTarget {
  readonly wire: Wire;
  readonly deadlines: Deadlines;
}

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
    const exchange = new Exchange(target.deadlines, request, context.signal, resolve, reject);
    try {
      exchange.sending = target.wire.send(
        {
          headers: context.headers,
          body: request.body ?? textOf(request),
          isRepeatable: request.kind === "query",
        },
        exchange,
      );
    } catch (error) {
      exchange.onFailure(error as Error);
    }
  });
}

function textOf({ query, operationName, variables }: SubgraphRequest): string {
  return JSON.stringify({ query, operationName, variables });
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
class Exchange implements WireReceiver {
  sending: Sending | undefined;
  private readonly others: Set<Exchange> | undefined;

  constructor(
    private readonly deadlines: Deadlines,
    private readonly request: SubgraphRequest,
    signal: AbortSignal | undefined,
    private readonly resolve: (response: SubgraphResponse) => void,
    private readonly reject: (error: SubgraphError) => void,
  ) {
    deadlines.begin(this);
    this.others = signal && underWayOf(signal);
    this.others?.add(this);
  }

  onAnswer(status: number, text: string): void {
    this.settle();
    try {
      this.resolve(readResponse(status, text, this.request.reader));
    } catch (error) {
      this.reject(error as SubgraphError);
    }
  }

  onFailure(cause: Error): void {
    this.settle();
    this.reject(toSubgraphError(cause));
  }

  expire(): void {
    this.stop(new SubgraphError("SUBGRAPH_TIMEOUT"));
  }

  cancel(): void {
    this.stop(new SubgraphError("REQUEST_CANCELLED"));
  }

  private stop(error: SubgraphError): void {
    this.settle();
    this.sending?.cancel();
    this.reject(error);
  }

  private settle(): void {
    this.deadlines.end(this);
    this.others?.delete(this);
  }
}

/** What came and cannot be read, or did not come. */
function toSubgraphError(cause: Error): SubgraphError {
  if (cause instanceof WireError) return new SubgraphError("SUBGRAPH_INVALID_RESPONSE", { cause });
  const isTimeout = (cause as NodeJS.ErrnoException).code === "UND_ERR_CONNECT_TIMEOUT";
  return new SubgraphError(isTimeout ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE", { cause });
}
