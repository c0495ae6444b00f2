import type { FormattedExecutionResult } from "graphql";
import { pino, type Logger } from "pino";

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
  /** HTTP status; absent over WebSocket. */
  readonly status?: number;
  /** Milliseconds since `performance.now()`. */
  readonly started: number;
}

/** The logger of a hub that was given none. */
export function createLogger(): Logger {
  return pino({ name: "hub", level: "info" });
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
