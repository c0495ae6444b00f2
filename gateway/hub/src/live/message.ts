import type { FormattedExecutionResult } from "graphql";
import type { PublicTextResult } from "../pipeline.js";
import { textOf } from "../result-text.js";

/** How a message is written on one transport; the same object for all its streams. */
export interface Encoding {
  encode(message: Message): Buffer;
}

type Errors = FormattedExecutionResult["errors"];

/** One message of a stream, for all who read it: encoded once for each transport. */
export class Message {
  private readonly encoded = new Map<Encoding, Buffer>();

  private constructor(
    /** The result as JSON. */
    readonly json: string,
    readonly errors: Errors,
    /** The signed place after it, of a message that moves it. */
    readonly cursor: string | undefined,
    /** Says only how far the stream has come. */
    readonly isPosition = false,
  ) {}

  /** A message with a result. */
  static of(result: FormattedExecutionResult, cursor?: string): Message {
    return new Message(JSON.stringify(result), result.errors, cursor);
  }

  /** A message with a result whose data is JSON text already. */
  static ofText(result: PublicTextResult, cursor: string | undefined): Message {
    return new Message(textOf(result), result.errors, cursor);
  }

  /** A message that only tells the place, or that there is none. */
  static ofPlace(cursor: string | undefined): Message {
    const extensions = cursor === undefined ? { resumable: false } : { cursor };
    return new Message(JSON.stringify({ extensions }), undefined, cursor, true);
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
