import { errorTable, isErrorCode, type ErrorCode } from "@hutong/schema";
import { GraphQLError, type GraphQLFormattedError } from "graphql";

/** Ends a request before it is executed; its first error decides the HTTP status. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message);
    this.errors = errors;
  }

  /** The table's code of the first error. */
  get code(): ErrorCode {
    const code = this.errors[0]?.extensions.code;
    return isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR";
  }

  /** HTTP status from the error table. */
  get status(): number {
    return errorTable[this.code].status;
  }
}

/** A refusal with one code of the table; the message defaults to the table's. */
export function refusal(code: ErrorCode, message: string = errorTable[code].en): Refusal {
  return new Refusal([new GraphQLError(message, { extensions: { code } })]);
}

/** Extensions that may leave; everything else of a party's error is its own affair. */
const publicExtensions = [
  "subgraph",
  "operator",
  "status",
  "requestId",
  "fields",
  "state",
] as const;

/** Whether an error's message was written for readers outside: only a code of the table says so. */
export function isPublic(error: GraphQLFormattedError | GraphQLError): boolean {
  const code = error.extensions?.code;
  return isErrorCode(code) && code !== "INTERNAL_SERVER_ERROR";
}

/**
 * An error as it may leave the hub: message, path, locations and the listed extensions.
 * An error without a code of the table loses its message, which may quote SQL, URLs or data.
 */
export function toPublicError(
  error: GraphQLFormattedError | GraphQLError,
  requestId?: string,
): GraphQLFormattedError {
  const known = isPublic(error);
  const extensions: Record<string, unknown> = {
    code: known ? error.extensions?.code : "INTERNAL_SERVER_ERROR",
  };
  if (!known && requestId) extensions.requestId = requestId;
  for (const key of publicExtensions) {
    const value = error.extensions?.[key];
    if (value !== undefined) extensions[key] = value;
  }
  return {
    message: known ? error.message : errorTable.INTERNAL_SERVER_ERROR.en,
    ...(error.locations?.length ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions,
  };
}

/** What a party that does not answer is reported with. */
const outages: ReadonlySet<unknown> = new Set<ErrorCode>([
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
  "SUBGRAPH_INVALID_RESPONSE",
  "OPERATOR_UNAVAILABLE",
]);

/**
 * One error for a party or an operator that is away, however many fetches of the operation it failed:
 * `path` is the first place that it left empty, `extensions.paths` are all of them. Operators that left
 * the same places empty for the same reason, as those on one server do, are one error, too: `operator`
 * is the first of them, `operators` are all.
 */
export function joinOutages(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const joined: GraphQLFormattedError[] = [];
  const outagesOf = new Map<string, Outage>();
  for (const error of errors) {
    const { code, subgraph, operator, status } = error.extensions ?? {};
    if (!outages.has(code) || typeof subgraph !== "string") {
      joined.push(error);
      continue;
    }
    const key = JSON.stringify([code, subgraph, operator, status]);
    const outage = outagesOf.get(key);
    if (outage) outage.paths.push(error.path);
    else outagesOf.set(key, { error, paths: [error.path] });
  }
  const alike = Map.groupBy(outagesOf.values(), ({ error: { extensions }, paths }) =>
    JSON.stringify([extensions!.code, extensions!.subgraph, extensions!.status, paths]),
  );
  for (const group of alike.values()) {
    const { error, paths } = group[0]!;
    const { code, subgraph } = error.extensions!;
    const operators = group.map((outage) => outage.error.extensions!.operator);
    const message = `${subgraph as string}: ${errorTable[code as ErrorCode].en}`;
    const extensions = { ...error.extensions, ...(group.length > 1 && { operators }), paths };
    joined.push({ ...error, message, extensions });
  }
  return joined;
}

/** Something that is away, and all the places that it left empty. */
interface Outage {
  readonly error: GraphQLFormattedError;
  readonly paths: unknown[];
}

/** Whatever was thrown, as a GraphQL error; a refusal gives its first. */
export function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  if (thrown instanceof Refusal && thrown.errors[0]) return thrown.errors[0];
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(cause.message, { originalError: cause });
}
