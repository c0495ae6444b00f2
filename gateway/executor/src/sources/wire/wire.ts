/** Sends requests to one origin and reads their answers, over connections that it keeps. */
export interface Wire {
  /** Calls one method of the receiver once, later; none after {@link Sending.cancel}. */
  send(request: WireRequest, receiver: WireReceiver): Sending;
  /** Fails what is under way and closes all connections. */
  destroy(cause: Error): Promise<void>;
}

export interface WireRequest {
  /** Who asks. Requests on behalf of one caller best give the same object. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether it does no harm twice: where the peer closed a kept connection just then, it is. */
  readonly isRepeatable: boolean;
}

export interface WireReceiver {
  onAnswer(status: number, text: string): void;
  onFailure(cause: Error): void;
}

/** A request under way. */
export interface Sending {
  cancel(): void;
}

/** What a wire is made for. */
export interface WireOptions {
  readonly url: URL;
  /** Connections open at a time; further requests wait for one. */
  readonly connections: number;
  /** The largest body accepted, in bytes. */
  readonly maxBytes: number;
  /** How long a connection may take to open. */
  readonly timeoutMs: number;
}

/** An answer that came and cannot be accepted, by HTTP's rules or ours. */
export class WireError extends Error {
  override readonly name = "WireError";
}
