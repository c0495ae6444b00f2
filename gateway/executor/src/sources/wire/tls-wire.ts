import { type Dispatcher, Pool } from "undici";
import { requestHeaders } from "./caller-headers.js";
import { type Sending, type Wire, WireError, type WireOptions, type WireReceiver } from "./wire.js";

/** HTTP/1.1 over TLS, by undici: beside the cost of encryption, a client's own is small. */
export function createTlsWire({ url, connections, maxBytes, timeoutMs }: WireOptions): Wire {
  const pool = new Pool(url.origin, {
    connections,
    // The limit on the whole answer is its receiver's; undici's own timers would only double it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeoutMs },
  });
  const path = url.pathname + url.search;
  return {
    send({ headers, body }, receiver) {
      const answer = new Answer(receiver, maxBytes);
      pool.dispatch({ path, method: "POST", headers: requestHeaders(headers), body }, answer);
      return answer;
    },
    destroy: (cause) => pool.destroy(cause),
  };
}

class Answer implements Dispatcher.DispatchHandler, Sending {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private status = 0;
  private isOver = false;
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly receiver: WireReceiver,
    private readonly maxBytes: number,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // It may have waited for a connection longer than its time.
    if (this.isOver) this.cancel();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes)
      controller.abort(new WireError("an answer larger than is accepted"));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.isOver) this.receiver.onAnswer(this.status, Buffer.concat(this.chunks).toString());
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (!this.isOver) this.receiver.onFailure(cause);
  }

  cancel(): void {
    this.isOver = true;
    this.controller?.abort(new WireError("cancelled"));
  }
}
