import { createClient, type Client } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";

import { setDomainClock } from "../src/index.js";
import { startTestSubgraph, type TestSubgraph } from "../src/testing/test-subgraph.js";
import { notes } from "./note.fixture.js";

let subgraph: TestSubgraph;
let client: Client;
const old = new Date("2025-01-20T00:00:00Z");
const older = new Date("2024-12-20T00:00:00Z");

const execute = (sql: string, params: unknown[] = []): Promise<Record<string, any>[]> =>
  subgraph.orm.em.fork().execute(sql, params);
/** Writes as somebody did then; gives the event's cursor. */
const wrote = async (text: string, then: Date): Promise<string> => {
  const [row] = await execute(
    `insert into outbox (topic, kind, payload, at, written_at)
     values ('note', 'WRITTEN', jsonb_build_object('text', ?::text), ?, ?)
     returning xid::text || '-' || id as cursor`,
    [text, then, then],
  );
  return row!["cursor"];
};
const partitions = async (): Promise<string[]> =>
  (
    await execute(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'outbox'::regclass order by 1`,
    )
  ).map(({ name }) => name);
/** The first messages of a subscription from a cursor. */
const read = async (after: string, count: number) => {
  const stream = client.iterate<{ noteWritten: { cursor: string; text: string } }>({
    query: "subscription ($after: String) { noteWritten(after: $after) { cursor text } }",
    variables: { after },
  });
  const seen = [];
  for await (const { data, errors } of stream) {
    seen.push(errors ? errors[0]!.extensions : data!.noteWritten.text);
    if (seen.length === count) break;
  }
  return seen;
};

beforeAll(async () => {
  subgraph = await startTestSubgraph(notes, { eventDays: 30 });
  const token = await subgraph.issuer.sign({});
  client = createClient({
    url: subgraph.url.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  // The first partition reaches back to the beginning; a party of some age has one for each month.
  const [first] = await partitions();
  await execute(`drop table ${first}`);
  await execute(`create table outbox_202412 partition of outbox
    for values from ('2024-12-01 00:00+00') to ('2025-01-01 00:00+00')`);
  await execute(`create table outbox_202501 partition of outbox
    for values from ('2025-01-01 00:00+00') to ('2025-02-01 00:00+00')`);
  await execute("select outbox_ahead(now() + interval '3 months')");
});
afterAll(async () => {
  setDomainClock();
  await client.dispose();
  await subgraph.stop();
});

describe("events past their time", () => {
  it("are dropped by the month, and who comes from before them is told where to go on", async () => {
    const cursors = [
      await wrote("a", older),
      await wrote("b", old),
      await wrote("c", old),
      await wrote("d", new Date()),
    ];
    expect(await read("0-0", 4)).toEqual(["a", "b", "c", "d"]);
    expect(await read(cursors[0]!, 3)).toEqual(["b", "c", "d"]);
    const before = await partitions();
    expect(before.slice(0, 2)).toEqual(["outbox_202412", "outbox_202501"]);
    // This month and three ahead.
    expect(before).toHaveLength(2 + 4);

    // The job's next tick, at night.
    setDomainClock({ start: new Date(Date.now() + 86_400_000), speed: 1, since: new Date() });
    await expect.poll(partitions, { interval: 10 }).toEqual(before.slice(2));

    for (const gone of cursors.slice(0, 2))
      expect(await read(gone, 1)).toEqual([{ code: "CURSOR_EXPIRED", oldest: cursors[2] }]);
    expect(await read(cursors[2]!, 1)).toEqual(["d"]);
    // Who has not followed before begins with what there is.
    expect(await read("0-0", 1)).toEqual(["d"]);
  });

  it("are refused with a reason when the cursor is none", async () => {
    expect(await read("yesterday", 1)).toEqual([{ code: "INVALID_CURSOR" }]);
  });
});

describe("an outbox that was filled before it had partitions", () => {
  it("keeps every event, at its place", async () => {
    const { orm } = await startTestSubgraph(notes);
    const em = orm.em.fork();
    await orm.migrator.down("Migration20260322000003_kit_outbox");
    await em.execute(`insert into outbox (topic, kind, payload, at)
      select 'note', 'WRITTEN', '{}', now() from generate_series(1, 3)`);
    const before = await em.execute("select xid::text, id::text from outbox order by xid, id");
    await orm.migrator.up();
    expect(await em.execute("select xid::text, id::text from outbox order by xid, id")).toEqual(
      before,
    );
    const [row] = await em.execute(
      "insert into outbox (topic, kind, payload, at) values ('note', 'WRITTEN', '{}', now()) returning id::int",
    );
    expect(row!["id"]).toBeGreaterThan(Number(before.at(-1)!["id"]));
    await orm.close();
  });
});
