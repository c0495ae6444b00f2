import type { ErrorCode } from "@hutong/schema";
import type { GraphQLFormattedError } from "graphql";
import type { Message } from "./message.js";

/** The reader of one stream, as its transport offers it. After {@link end} nothing more is sent. */
export interface Listener {
  send(message: Message): void;
  /** Bytes that wait for the reader. */
  readonly buffered: number;
  /** Resolves when it has room again; false when it has taken nothing for too long, or is gone. */
  drained(): Promise<boolean>;
  /** Told once, when the stream is over. */
  end(ending: Ending): void;
}

/** Why a stream is over: nothing for "the party has ended it". */
export interface Ending {
  readonly code?: ErrorCode;
  readonly errors?: readonly GraphQLFormattedError[];
}
