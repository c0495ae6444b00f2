// A party as ours are: its events in an outbox on PostgreSQL, its subgraph by the kit.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { Arg, Field, ObjectType, Query, Resolver, Root, Subscription } from "type-graphql";
import {
  defineSubgraph,
  defineTopic,
  startSubgraph,
} from "../../../../subgraphs/kit/dist/index.js";
import { startEmbeddedPostgres } from "../../../../subgraphs/kit/dist/postgres/index.js";

const [, , jwks] = process.argv;
const topic = defineTopic("log");

async function* read({ outbox }, after) {
  for await (const { cursor, payload } of outbox.read(topic, after)) yield { cursor, ...payload };
}

class Entry {}
class LogResolver {
  ready() {
    return true;
  }
  logged(entry) {
    return entry;
  }
}

// Decorators are called as the functions that they are: no compiler stands in between.
const resolver = LogResolver.prototype;
const decorate = (decorator, name, types) => {
  Reflect.defineMetadata("design:paramtypes", types, resolver, name);
  decorator(resolver, name, Object.getOwnPropertyDescriptor(resolver, name));
};
ObjectType()(Entry);
Field(() => String)(Entry.prototype, "cursor");
Field(() => String)(Entry.prototype, "text");
Resolver()(LogResolver);
decorate(
  Query(() => Boolean),
  "ready",
  [],
);
decorate(
  Subscription(() => Entry, { subscribe: ({ args, context }) => read(context, args.after) }),
  "logged",
  [Entry, String],
);
Root()(resolver, "logged", 0);
Arg("after", () => String, { nullable: true })(resolver, "logged", 1);

const home = await mkdtemp(path.join(tmpdir(), "hutong-bench-"));
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
const databaseUrl = await postgres.ensureDatabase("party");
const subgraph = await startSubgraph(
  defineSubgraph({
    name: "log",
    resolvers: [LogResolver],
    references: [],
    entities: [],
    migrations: [],
  }),
  {
    port: 0,
    databaseUrl,
    issuers: [{ issuer: "urn:hutong:bench", jwks: new URL(jwks) }],
    log: pino({ level: "silent" }),
  },
);

/** Events with their numbers as text, all by one transaction. */
async function write(count) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into outbox (topic, kind, payload, at)
     select 'log', 'WRITTEN', jsonb_build_object('text', number::text), now()
     from generate_series(1, $1::int) number order by number`,
    [count],
  );
  await client.end();
  process.send({ written: count });
}

async function stop() {
  await subgraph.stop();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
  process.exit();
}

process.on("message", ({ write: count }) => void (count && write(count)));
process.on("disconnect", stop);
process.send({ url: subgraph.url });
