import { rm } from "node:fs/promises";

import { type RunningTown, startTown, type TownOptions } from "@hutong/registry";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { inject } from "vitest";
import { WebSocket } from "ws";

import { copyOfHome, emptyHome } from "./homes.js";

/** Somebody who signs in: a persona by its id, or anybody else of the town by the claims of their token. */
export type Person = string | Parameters<RunningTown["issuer"]["sign"]>[0];

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
  /** Signs in; each is signed in once. */
  readonly tokenOf: (person: Person) => Promise<string>;
  readonly ask: (
    person: Person | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<Answer>;
  readonly watch: (person: Person, query: string, variables?: Record<string, unknown>) => Stream;
}

/** Events of a subscription, one by one. */
export interface Stream {
  /** The next event whose data fits. */
  readonly until: (fits: (data: Record<string, any>) => boolean) => Promise<Record<string, any>>;
  readonly close: () => Promise<void>;
}

/**
 * The whole town with its demo data, on a home of its own and free ports. The hub waits a minute for
 * everybody, so that a busy machine is not taken for a party that is down.
 */
export async function startTestTown(
  options: Partial<Pick<TownOptions, "guests" | "log" | "simulateFrom" | "sms">> = {},
): Promise<TestTown> {
  // What stands on another clock was seeded on it too.
  const home = await (options.simulateFrom ? emptyHome() : copyOfHome(inject("seededHome")));
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  const upstream = { timeoutMs: 60_000 };
  const town = await startTown({ log, upstream, ...options, home, port: 0, throwaway: true });
  const tokens = new Map<Person, Promise<string>>();

  const tokenOf = (person: Person): Promise<string> => {
    let token = tokens.get(person);
    if (!token) {
      token =
        typeof person === "string"
          ? signIn(town.url, person)
          : town.issuer.sign(person).then((signed) => signed.token);
      tokens.set(person, token);
    }
    return token;
  };

  return {
    ...town,
    tokenOf,
    ask: async (person, query, variables) => {
      const response = await fetch(`${town.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(person && { authorization: `Bearer ${await tokenOf(person)}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as object) };
    },
    watch: (person, query, variables) => {
      const client = createClient({
        url: `${town.url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: async () => ({ authorization: `Bearer ${await tokenOf(person)}` }),
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
