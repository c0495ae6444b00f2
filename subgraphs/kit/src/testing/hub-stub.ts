import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the hub knows of a case, or the code with which it refuses. */
export type CaseAnswer =
  | { responsibleFirm: { id: string } | null; community: { id: string } }
  | string;

export interface HubStub {
  readonly url: string;
  /** The tokens it was asked with. */
  readonly authorizations: (string | undefined)[];
  readonly cases: Map<string, CaseAnswer>;
  readonly stop: () => Promise<void>;
}

/** A real HTTP server that answers questions about cases as the hub would. */
export async function startHubStub(): Promise<HubStub> {
  const authorizations: (string | undefined)[] = [];
  const cases = new Map<string, CaseAnswer>();
  const server = createServer(async (request, response) => {
    authorizations.push(request.headers.authorization);
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id } = JSON.parse(body).variables;
    const known = cases.get(id) ?? "NOT_FOUND";
    const answer =
      typeof known === "string"
        ? {
            data: { complaint: null },
            errors: [{ message: "refused", extensions: { code: known } }],
          }
        : { data: { complaint: known } };
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    authorizations,
    cases,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
