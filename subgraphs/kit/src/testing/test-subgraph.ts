import type { Claims } from "@hutong/schema";
import { pino } from "pino";

import {
  startSubgraph,
  type RunningSubgraph,
  type SubgraphConfig,
  type SubgraphDefinition,
} from "../subgraph.js";
import { createTestDatabase } from "./test-database.js";
import { createTestIssuer, type TestIssuer } from "./test-issuer.js";

/** What a GraphQL request over HTTP answers. */
export interface Answer<Data = Record<string, any>> {
  readonly data?: Data | null;
  readonly errors?: {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown>;
  }[];
}

export interface TestSubgraph extends RunningSubgraph {
  readonly issuer: TestIssuer;
  /** Sends an operation as somebody; without claims, without a token. */
  readonly ask: <Data = Record<string, any>>(
    claims: Partial<Claims> | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<Answer<Data>>;
}

/** A party's real subgraph on a free port, and on a fresh database unless it shares one as a replica. */
export async function startTestSubgraph(
  definition: SubgraphDefinition,
  options: Partial<SubgraphConfig> = {},
): Promise<TestSubgraph> {
  const issuer = await createTestIssuer();
  const running = await startSubgraph(definition, {
    port: 0,
    issuers: [issuer],
    log: pino({ level: process.env["LOG_LEVEL"] ?? "silent" }),
    ...options,
    databaseUrl: options.databaseUrl ?? (await createTestDatabase()),
  });
  return {
    ...running,
    issuer,
    ask: async (claims, query, variables) => {
      const response = await fetch(running.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(claims && { authorization: `Bearer ${await issuer.sign(claims)}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as never;
    },
  };
}
