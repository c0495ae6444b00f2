import type { DomainClock, PhotoStoreSettings } from "@hutong/kit";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
/** `name=protocol,name=protocol` → an object. */
const liveProtocols = z
  .string()
  .min(1)
  .transform((text) => Object.fromEntries(text.split(",").map((pair) => pair.split("=", 2))))
  .pipe(z.record(z.string().min(1), z.enum(["websocket", "sse", "callback"])));

const level = z.enum(["trace", "debug", "info", "warn", "error", "silent"]);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** `name=url,name=url` → pairs. */
const pairs = z
  .string()
  .min(1)
  .transform((text, context) =>
    text.split(",").map((pair) => {
      const at = pair.indexOf("=");
      const [name, url] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      if (at < 1 || !URL.canParse(url)) context.addIssue(`expected name=url, got "${pair}"`);
      return { name, url };
    }),
  );

/** `2026-03-01T08:00:00+08:00@60` → an hour of the domain in each real minute. */
const clock = z.string().transform((text, context) => {
  const [start, speed, ...rest] = text.split("@");
  const parsed = z
    .tuple([z.iso.datetime({ offset: true }), z.coerce.number().positive(), z.undefined()])
    .safeParse([start, speed, rest[0]]);
  if (!parsed.success) {
    context.addIssue(`expected <ISO time>@<speed>, got "${text}"`);
    return z.NEVER;
  }
  return { start: new Date(parsed.data[0]), speed: parsed.data[1] };
});

/** Settings that every command knows. */
const common = {
  HUTONG_HOME: z.string().min(1).default(".hutong"),
  HUTONG_LOG_LEVEL: level.default("info"),
};

/** `database`, `disk:<folder>` or `s3:<URL of the bucket>`. */
const photoPlace = z
  .string()
  .regex(/^(database|disk:.+|s3:https?:\/\/.+)$/, "expected database, disk:<folder> or s3:<URL>")
  .refine((text) => !text.startsWith("s3:") || URL.canParse(text.slice(3)), "expected s3:<URL>");

/** Where photos are kept, if not in the database. */
const photos = {
  HUTONG_PHOTO_STORE: photoPlace.default("database"),
  HUTONG_S3_REGION: z.string().min(1).default("us-east-1"),
  HUTONG_S3_KEY_ID: z.string().min(1).optional(),
  HUTONG_S3_SECRET: z.string().min(1).optional(),
};

/** What {@link photos} say. */
export function photoStoreOf({
  HUTONG_PHOTO_STORE: place,
  HUTONG_S3_REGION: region,
  HUTONG_S3_KEY_ID: accessKeyId,
  HUTONG_S3_SECRET: secretAccessKey,
}: z.infer<z.ZodObject<typeof photos>>): PhotoStoreSettings {
  if (place.startsWith("disk:")) return { place: "disk", folder: place.slice("disk:".length) };
  if (place === "database") return { place };
  if (!accessKeyId || !secretAccessKey)
    throw new SettingsError("HUTONG_PHOTO_STORE=s3:… needs HUTONG_S3_KEY_ID and HUTONG_S3_SECRET");
  return {
    place: "s3",
    bucket: new URL(place.slice("s3:".length)),
    region,
    accessKeyId,
    secretAccessKey,
  };
}

/** The domain's time, for demos and simulations; parties that run apart are given the same two. */
const time = {
  HUTONG_CLOCK: clock.optional(),
  /** When the clock showed its start. Default: the start of the process. */
  HUTONG_CLOCK_SINCE: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
};

/** The clock that is set, if one is. */
export function domainClockOf({
  HUTONG_CLOCK: clock,
  HUTONG_CLOCK_SINCE: since = new Date(),
}: {
  HUTONG_CLOCK?: { start: Date; speed: number } | undefined;
  HUTONG_CLOCK_SINCE?: Date | undefined;
}): DomainClock | undefined {
  return clock && { ...clock, since };
}

/** Where the carrier takes SMS, and the secret that signs them and its callbacks. */
const sms = {
  HUTONG_SMS_URL: z.url().optional(),
  HUTONG_SMS_SECRET: z.string().min(16).optional(),
};

/** Settings of `hutong start`. */
export const startSettings = z.object({
  ...common,
  ...time,
  ...sms,
  PORT: port.default(4000),
  /** Where the clock of a simulation stands at first; see gateway/docs/simulation.md. */
  HUTONG_SIMULATE_FROM: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
  /** Further parties to federate with the town: `police=http://…/graphql,…` */
  HUTONG_SUBGRAPHS: pairs.optional(),
  DATABASE_URL_NEIGHBORHOOD: z.url().optional(),
  DATABASE_URL_OWNERS: z.url().optional(),
  DATABASE_URL_PROPERTY: z.url().optional(),
  DATABASE_URL_CLEANING: z.url().optional(),
  DATABASE_URL_CONSORTIUM: z.url().optional(),
});

/** Settings of `hutong hub`. */
export const hubSettings = z.object({
  ...common,
  PORT: port.default(4000),
  HUTONG_HOST: z.string().default("127.0.0.1"),
  /** `neighborhood=http://…/graphql,owners=…` */
  HUTONG_SUBGRAPHS: pairs.optional(),
  /** A file that says who serves the subgraphs that several organisations serve. */
  HUTONG_OPERATORS: z.string().min(1).optional(),
  /** 32 bytes or more, base64; the same for all replicas of the hub. Several, by commas: the first signs. */
  HUTONG_CURSOR_KEY: z.string().min(1).optional(),
  /** `issuer=https://…/jwks,…` */
  HUTONG_ISSUERS: pairs.optional(),
  /** What subgraphs speak for live streams, where not WebSocket: `police=sse,weather=callback`. */
  HUTONG_LIVE: liveProtocols.optional(),
  /** Where subgraphs of the HTTP callback protocol reach this process. */
  HUTONG_CALLBACK_URL: z.url().optional(),
  /** Tokens withdrawn before their time: a file or URL, see gateway/docs/live-protocol.md. */
  HUTONG_REVOKED: z.string().min(1).optional(),
  HUTONG_DEMO: flag.default(false),
  /** A built client to serve at `/`. */
  HUTONG_STATIC: z.string().optional(),
});

/** Settings of `hutong subgraph <party>`. */
export const subgraphSettings = z.object({
  ...common,
  ...time,
  ...photos,
  ...sms,
  PORT: port.default(0),
  HUTONG_HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.url(),
  HUTONG_ISSUERS: pairs,
  HUTONG_HUB_URL: z.url().optional(),
  HUTONG_SERVICE_TOKEN: z.string().optional(),
  /** Read at every connection, so that a token may be short-lived and renewed beside us. */
  HUTONG_SERVICE_TOKEN_FILE: z.string().optional(),
  /** 32 bytes, base64; the same for all replicas of a party. */
  HUTONG_PHOTO_KEY: z.base64().optional(),
  /** 32 bytes or more, base64; the same for all replicas of a party, for as long as its database lives. */
  HUTONG_IDENTITY_KEY: z.base64().optional(),
  /** For how many days events can be replayed, at least; 0 keeps all. */
  HUTONG_EVENT_DAYS: z.coerce.number().int().min(0).default(400),
  HUTONG_SEED: z.literal("demo").optional(),
  /** `f01,f02`: whose data this server holds, of those that serve the subgraph. */
  HUTONG_OPERATOR: z
    .string()
    .transform((text) => text.split(",").map((operator) => operator.trim()))
    .optional(),
});

/** The carrier of SMS, if one is set. */
export function smsCarrierOf({
  HUTONG_SMS_URL: url,
  HUTONG_SMS_SECRET: secret,
}: {
  HUTONG_SMS_URL?: string | undefined;
  HUTONG_SMS_SECRET?: string | undefined;
}): { url: string; secret: string } | undefined {
  if (!url && !secret) return undefined;
  if (!url || !secret) {
    throw new SettingsError("HUTONG_SMS_URL and HUTONG_SMS_SECRET are set together");
  }
  return { url, secret };
}

/** A setting that is missing, malformed or unknown; its message says which and what was expected. */
export class SettingsError extends Error {}

/**
 * Reads settings from the environment. Our own names are checked whole: a misspelt `HUTONG_…` is
 * refused instead of being ignored.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<z.ZodObject<Shape>> {
  const internal = ["HUTONG_READY"];
  const known = new Set([...Object.keys(schema.shape), ...internal]);
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith("HUTONG_") && !known.has(name),
  );
  if (unknown.length > 0) {
    throw new SettingsError(
      `Unknown setting ${unknown.join(", ")}. This command knows ${[...known].join(", ")}.`,
    );
  }
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const complaints = result.error.issues.map(({ path, message }) => {
      const name = path.join(".");
      return given[String(path[0])] === undefined ? `${name} is required` : `${name}: ${message}`;
    });
    throw new SettingsError(complaints.join("\n"));
  }
  return result.data;
}
