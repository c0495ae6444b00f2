import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type RunningTown, startTown, type TownOptions } from "@hutong/registry";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";

/** What the hub answers to an operation. */
export interface Answer {
  readonly status: number;
  readonly data?: Record<string, any> | null;
  readonly errors?: {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown>;
  }[];
}

export interface TestTown extends RunningTown {
  /** Signs in as a persona; each is signed in once. */
  readonly tokenOf: (persona: string) => Promise<string>;
  readonly ask: (
    persona: string | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<Answer>;
  readonly watch: (persona: string, query: string, variables?: Record<string, unknown>) => Stream;
}

/** Events of a subscription, one by one. */
export interface Stream {
  /** The next event whose data fits. */
  readonly until: (fits: (data: Record<string, any>) => boolean) => Promise<Record<string, any>>;
  readonly close: () => Promise<void>;
}

/** The whole town with its demo data, on a fresh home and free ports. */
export async function startTestTown(
  options: Partial<Pick<TownOptions, "guests" | "log">> = {},
): Promise<TestTown> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-e2e-"));
  await chmod(home, 0o755);
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  const town = await startTown({ log, ...options, home, port: 0, throwaway: true });
  const tokens = new Map<string, Promise<string>>();

  const tokenOf = (persona: string): Promise<string> => {
    let token = tokens.get(persona);
    if (!token) tokens.set(persona, (token = signIn(town.url, persona)));
    return token;
  };

  return {
    ...town,
    tokenOf,
    ask: async (persona, query, variables) => {
      const response = await fetch(`${town.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(persona && { authorization: `Bearer ${await tokenOf(persona)}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as object) };
    },
    watch: (persona, query, variables) => {
      const client = createClient({
        url: `${town.url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: async () => ({ authorization: `Bearer ${await tokenOf(persona)}` }),
        retryAttempts: 0,
      });
      const events = client.iterate<Record<string, any>>({ query, variables: variables ?? {} });
      return {
        until: async (fits) => {
          for (;;) {
            const { value, done } = await events.next();
            if (done) throw new Error("the stream ended");
            if (value.data && fits(value.data)) return value.data;
          }
        },
        close: async () => void (await client.dispose()),
      };
    },
    stop: async () => {
      await town.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function signIn(url: string, persona: string): Promise<string> {
  const response = await fetch(`${url}/demo/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: persona }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}
