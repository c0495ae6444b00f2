import type { CursorKeys } from "@hutong/executor";
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import type { HoldsPolicy } from "./authorization/authorization.js";
import type { HubOptions } from "./hub.types.js";
import type { Limits } from "./limits/limits.js";
import { createLogger } from "./telemetry/log.js";

/** {@link HubOptions} with every default in place. */
export type Settings = Required<
  Omit<
    HubOptions,
    "demo" | "demoClock" | "staticDir" | "limits" | "logger" | "operators" | "cursorKey"
  >
> &
  Pick<HubOptions, "demo" | "demoClock" | "staticDir" | "operators"> & {
    readonly cursorKey: CursorKeys;
    readonly limits: Limits;
    readonly logger: Logger;
  };

const given = <Value>() => z.custom<Value>((value) => typeof value === "object" && value !== null);
const positive = (standard: number) => z.int().positive().default(standard);

const limits = z
  .strictObject({
    maxBodyBytes: positive(1024 * 1024),
    maxTokens: positive(15_000),
    maxDepth: positive(30),
    maxAliases: positive(200),
    maxBufferedBytes: positive(1024 * 1024),
    maxStreamsPerConnection: positive(500),
    maxStreamsPerActor: positive(1_000),
    maxStreams: positive(50_000),
  })
  .prefault({});

const minKeyBytes = 32;

const cursorKeys = z.string().transform((text, context) => {
  const keys = text.split(",").map((key) => Buffer.from(key.trim(), "base64"));
  if (keys.some((key) => key.length < minKeyBytes))
    context.addIssue(`a key needs ${minKeyBytes} bytes or more, in base64`);
  return keys;
});

const settings = z.strictObject({
  supergraph: given<HubOptions["supergraph"]>(),
  identity: z.union([
    z.literal(false),
    z.strictObject({
      issuers: z.array(given()),
      revoked: z.string().min(1).optional(),
      revokedPollMs: positive(5_000),
    }),
  ]),
  host: z.string().default("127.0.0.1"),
  port: z.int().min(0).max(65535).default(4000),
  subgraphUrls: given().default({}),
  operators: z
    .strictObject({
      directory: z.union([z.string(), given()]),
      limits: z.record(z.string(), z.number()).optional(),
    })
    .optional(),
  // One for all that signs: what one supergraph has signed, the next one has to accept.
  cursorKey: cursorKeys.default(() => [randomBytes(minKeyBytes)]),
  live: z
    .strictObject({
      protocols: z.record(z.string(), z.enum(["websocket", "sse", "callback"])).default({}),
      callbackUrl: z.url().optional(),
    })
    .prefault({}),
  upstream: z
    .strictObject({
      timeoutMs: z.number().positive().optional(),
      connections: z.int().positive().optional(),
    })
    .prefault({}),
  forwardHeaders: z.array(z.string()).default(["accept-language", "traceparent", "tracestate"]),
  foreignErrors: z.enum(["masked", "passed"]).default("masked"),
  holdsPolicy: z
    .custom<HoldsPolicy>((value) => typeof value === "function")
    .default(() => () => false),
  demo: given().optional(),
  demoClock: given().optional(),
  staticDir: z.string().optional(),
  limits,
  cors: z.array(z.url()).default([]),
  logger: given().optional(),
  drainTimeoutMs: z.int().min(0).default(10_000),
});

/** Checks options, refuses unknown keys, and fills in the defaults. */
export function readOptions(options: HubOptions): Settings {
  const read = settings.safeParse(options);
  if (!read.success) throw new TypeError(`createHub: ${z.prettifyError(read.error)}`);
  if (options.identity && options.identity.issuers.length === 0 && !options.demo) {
    throw new TypeError("createHub: identity needs an issuer; `identity: false` runs without");
  }
  return { ...(read.data as unknown as Settings), logger: options.logger ?? createLogger() };
}
