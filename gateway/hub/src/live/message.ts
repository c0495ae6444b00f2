import type { FormattedExecutionResult } from "graphql";

/** How a message is written on one transport; the same object for all its streams. */
export interface Encoding {
  encode(message: Message): Buffer;
}

/** One message of a stream, for all who read it: encoded once for each transport. */
export class Message {
  private text: string | undefined;
  private readonly encoded = new Map<Encoding, Buffer>();

  constructor(
    readonly result: FormattedExecutionResult,
    /** The signed place after it, of a message that moves it. */
    readonly cursor: string | undefined,
    /** Says only how far the stream has come. */
    readonly isPosition = false,
  ) {}

  /** A message that only tells the place. */
  static ofPlace(cursor: string): Message {
    return new Message({ extensions: { cursor } }, cursor, true);
  }

  /** The result as JSON. */
  get json(): string {
    return (this.text ??= JSON.stringify(this.result));
  }

  as(encoding: Encoding): Buffer {
    let bytes = this.encoded.get(encoding);
    if (!bytes) {
      bytes = encoding.encode(this);
      this.encoded.set(encoding, bytes);
    }
    return bytes;
  }
}
