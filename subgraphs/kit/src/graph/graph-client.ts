import { isErrorCode } from "@hutong/schema";

import { HutongError } from "../errors/hutong-error.js";

/** Where the hub is and in whose name it is asked. */
export interface GraphClientOptions {
  /** The hub's `/graphql`. */
  readonly url: string;
  /** `Bearer …`: forwarded as it came, or the party's own. */
  readonly authorization: string | (() => Promise<string>);
  readonly requestId: string;
}

/**
 * Asks the other parties through the hub, in the actor's own name: a party never learns more from
 * another than the actor could.
 */
export class GraphClient {
  readonly #options: GraphClientOptions;

  constructor(options: GraphClientOptions) {
    this.#options = options;
  }

  /**
   * Runs a query or mutation and gives its data.
   * @throws HutongError the first error's code when the answer is not whole; `SUBGRAPH_UNAVAILABLE`
   *   when the hub does not answer.
   */
  async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    let body: {
      data?: Data | null;
      errors?: { message: string; extensions?: Record<string, unknown> }[];
    };
    const { authorization } = this.#options;
    try {
      const response = await fetch(this.#options.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: typeof authorization === "string" ? authorization : await authorization(),
          "x-request-id": this.#options.requestId,
        },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(10_000),
      });
      body = (await response.json()) as typeof body;
    } catch {
      throw new HutongError("SUBGRAPH_UNAVAILABLE", { message: "The hub did not answer" });
    }
    const error = body.errors?.[0];
    if (error || !body.data) {
      const code = error?.extensions?.["code"];
      throw new HutongError(
        isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR",
        error && { message: error.message },
      );
    }
    return body.data;
  }
}
