/** What is granted to one operator. Operators that share a URL share it too. */
export interface OperatorLimits {
  /**
   * From the wish to ask to the whole answer, waiting and repeating included. Default 5 000 ms;
   * later it is an `OPERATOR_UNAVAILABLE` with the status `timeout`.
   */
  readonly timeoutMs?: number;
  /** How often a read is repeated that failed before its deadline; a mutation never is. Default 1. */
  readonly retries?: number;
  /** How long before a repetition. Default 50 ms. */
  readonly retryDelayMs?: number;
  /** Requests under way at once. Default 32. */
  readonly concurrency?: number;
  /** Requests that may wait for one of these to end. Default 128; more get the status `busy`. */
  readonly queue?: number;
  /** Failures in a row after which it is not asked for a while: the status `open`. Default 5. */
  readonly failures?: number;
  /** For how long; then one request tries it. Default 10 000 ms. */
  readonly openMs?: number;
  /** How long before a merged stream tries a lost operator again; doubles up to 30 s. Default 1 000 ms. */
  readonly resubscribeMs?: number;
}

export const defaultLimits: Required<OperatorLimits> = {
  timeoutMs: 5000,
  retries: 1,
  retryDelayMs: 50,
  concurrency: 32,
  queue: 128,
  failures: 5,
  openMs: 10_000,
  resubscribeMs: 1000,
};
