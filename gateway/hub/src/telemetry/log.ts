import type { FormattedExecutionResult } from "graphql";
import { destination, pino, type Logger } from "pino";

/** What the log says of one operation: its name, never its variables or its caller's token. */
export interface OperationRecord {
  operation?: string;
  type?: string;
  /** Codes of the errors that left, each once. */
  errors?: string[];
}

/** How an operation came and how long it took. */
export interface OperationLine extends OperationRecord {
  readonly requestId: string;
  transport: "http" | "sse" | "multipart" | "websocket";
  /** Of a subscription: the request id under which the subgraphs were asked for it. */
  feed?: string;
  /** HTTP status; absent over WebSocket. */
  readonly status?: number;
  /** Milliseconds since `performance.now()`. */
  readonly started: number;
}

/** How long a line may wait to be written together with others, in milliseconds. */
const flushMs = 200;

/**
 * A logger on standard output: that of a hub that was given none.
 *
 * @remarks A write for every operation is a tenth of what a small operation costs. Lines are written
 * some at a time, and whatever waits at the end of the process before it ends.
 */
export function createLogger(level = "info"): Logger {
  const output = destination({ dest: 1, sync: true, minLength: 4096 });
  setInterval(() => output.flush(), flushMs).unref();
  process.once("exit", () => output.flushSync());
  return pino({ name: "hub", level }, output);
}

/** Writes the one line of a finished operation. */
export function logOperation(logger: Logger, { started, ...line }: OperationLine): void {
  logger.info({ ...line, ms: Math.round((performance.now() - started) * 10) / 10 }, "operation");
}

/** Notes the codes of a result's errors. */
export function recordErrors(
  record: OperationRecord | undefined,
  errors: FormattedExecutionResult["errors"],
): void {
  if (!record || !errors?.length) return;
  record.errors = [
    ...new Set([
      ...(record.errors ?? []),
      ...errors.map((error) => String(error.extensions?.code)),
    ]),
  ];
}

/** A logger for Apollo's packages; what they tell at `info` is said better by our own lines. */
export function toApolloLogger(logger: Logger) {
  return {
    debug: () => {},
    info: (message?: unknown) => logger.debug({ apollo: String(message) }),
    warn: (message?: unknown) => logger.warn({ apollo: String(message) }),
    error: (message?: unknown) => logger.error({ apollo: String(message) }),
  };
}
