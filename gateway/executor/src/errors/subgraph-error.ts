/** Why a subgraph gave no GraphQL answer. */
export type SubgraphErrorCode =
  | "SUBGRAPH_UNAVAILABLE"
  | "SUBGRAPH_TIMEOUT"
  | "SUBGRAPH_INVALID_RESPONSE"
  | "REQUEST_CANCELLED"
  | "STREAM_OVERFLOW";

const MESSAGES: Readonly<Record<string, string>> = {
  SUBGRAPH_UNAVAILABLE: "The subgraph could not be reached.",
  SUBGRAPH_TIMEOUT: "The subgraph did not answer in time.",
  SUBGRAPH_INVALID_RESPONSE: "The subgraph gave an answer that is not GraphQL.",
  REQUEST_CANCELLED: "The request was cancelled.",
  STREAM_OVERFLOW: "More events came than were read.",
};

/**
 * A failure of a data source.
 *
 * @remarks The message is shown to clients as it is: it must not name hosts or internals. What
 * operators need to see goes into `cause`, which never leaves the process. A source with failures
 * of its own passes its own code and message.
 */
export class SubgraphError extends Error {
  override readonly name = "SubgraphError";
  /** Whether a stream had been opened: events may have come after its last. */
  readonly isInterruption: boolean;

  constructor(
    readonly code: SubgraphErrorCode | (string & {}),
    options: { message?: string; cause?: unknown; isInterruption?: boolean } = {},
  ) {
    super(options.message ?? MESSAGES[code] ?? "The subgraph failed.", { cause: options.cause });
    this.isInterruption = options.isInterruption ?? false;
  }
}

/** Whatever a data source threw, as an error that is safe to show. */
export function toSubgraphError(thrown: unknown): SubgraphError {
  return thrown instanceof SubgraphError
    ? thrown
    : new SubgraphError("SUBGRAPH_UNAVAILABLE", { cause: thrown });
}
