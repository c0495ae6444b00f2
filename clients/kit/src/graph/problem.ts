import { type ErrorCode, isErrorCode } from "@hutong/schema/errors";
import type { CombinedError } from "@urql/core";

/** One error of an answer, as a screen needs it. */
export interface Problem {
  /** A row of the error table, or `OFFLINE` when the hub was not reached at all. */
  readonly code: ErrorCode | "OFFLINE";
  /** Where in the answer, e.g. `complaint.workOrders`. */
  readonly path: string;
  /** The party that did not answer, when one did not. */
  readonly subgraph?: string;
  /** Names of the values that were refused. */
  readonly fields: readonly string[];
  /** To be named to who looks after the hub. */
  readonly requestId?: string;
}

/** What urql reports, as problems; none when all went well. */
export function toProblems(error: CombinedError | undefined): readonly Problem[] {
  if (!error) return [];
  const problems = error.graphQLErrors.map(({ path, extensions }): Problem => {
    const { code, subgraph, fields, requestId } = extensions;
    return {
      code: isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR",
      path: path?.join(".") ?? "",
      fields: typeof fields === "object" && fields !== null ? Object.keys(fields) : [],
      ...(typeof subgraph === "string" && { subgraph }),
      ...(typeof requestId === "string" && { requestId }),
    };
  });
  return problems.length > 0 ? problems : [{ code: "OFFLINE", path: "", fields: [] }];
}

/** What the hub says of a request that is no GraphQL and that it refused. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as
    | { readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] }
    | undefined;
  const code = body?.errors?.[0]?.extensions?.code;
  return { code: isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR", path: "", fields: [] };
}

const silence: readonly string[] = [
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
  "SUBGRAPH_INVALID_RESPONSE",
  "OPERATOR_UNAVAILABLE",
];

/** Whether a problem is that a party, or one of its operators, did not answer: the rest is whole. */
export function isPartyDown(problem: Problem): boolean {
  return silence.includes(problem.code);
}

/** The parties that did not answer, or of which one operator did not. */
export function partiesDown(problems: readonly Problem[]): ReadonlySet<string> {
  return new Set(problems.filter(isPartyDown).flatMap(({ subgraph }) => subgraph ?? []));
}
