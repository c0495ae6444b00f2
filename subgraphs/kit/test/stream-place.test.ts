import { createClient } from "graphql-ws";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";

import { createTestDatabase, startTestSubgraph, type TestSubgraph } from "../src/testing/index.js";
import { notes } from "./note.fixture.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(notes);
});
afterAll(() => subgraph.stop());

async function follow(
  after?: string,
  extensions?: Record<string, unknown>,
  { more = "", at = subgraph } = {},
) {
  const authorization = `Bearer ${await at.issuer.sign({})}`;
  const client = createClient({
    url: at.url.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  const events = client.iterate<any>({
    query: `subscription ($after: String) { noteWritten(after: $after) { cursor text ${more} } }`,
    variables: { after },
    ...(extensions && { extensions }),
  });
  return { next: async () => (await events.next()).value, leave: () => client.dispose() };
}

const write = (text: string) => subgraph.ask({}, `mutation { write(text: "${text}") { id } }`);

it("tells where a stream begins to who asks for it, so that nothing is lost before the first event", async () => {
  const first = await follow(undefined, { resume: {} });
  const { data, extensions } = await first.next();
  expect([data, extensions]).toEqual([undefined, { cursor: expect.any(String) }]);
  await first.leave();
  await write("missed");
  const second = await follow(extensions.cursor, { resume: {} });
  expect(await second.next()).toEqual({ extensions });
  const event = await second.next();
  expect(event.data.noteWritten.text).toBe("missed");
  await write("live");
  expect((await second.next()).data.noteWritten.text).toBe("live");
  await second.leave();
  const plain = await follow(event.data.noteWritten.cursor);
  expect((await plain.next()).data.noteWritten.text).toBe("live");
  await plain.leave();
});

it("cuts the stream, and sends no event with holes, when the database goes while it is read", async () => {
  const { orm } = subgraph;
  const holder = orm.em.fork();
  await holder.begin();
  await holder.execute("select pg_advisory_xact_lock(7)");
  const stream = await follow(undefined, { resume: {} }, { more: "unlocked" });
  const { extensions } = await stream.next();
  const cut = expect(stream.next()).rejects.toMatchObject({ code: 4500 });
  await write("told whole");
  const end = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event = 'advisory'`;
  while ((await orm.em.execute<unknown[]>(end)).length === 0);
  await cut;
  await holder.rollback();
  const again = await follow(extensions.cursor, undefined, { more: "unlocked" });
  expect((await again.next()).data.noteWritten).toMatchObject({
    text: "told whole",
    unlocked: true,
  });
  await again.leave();
});

it("tells a stream for which nothing comes how far it has come, as long as it has taken all there is", async () => {
  const quick = await startTestSubgraph(notes, { placeMs: 50 });
  const quiet = await follow(undefined, { resume: {} }, { at: quick });
  const { extensions: first } = await quiet.next();
  const pending = quiet.next();
  // Something happens, but not for this stream.
  await quick.orm.em
    .fork()
    .execute(
      "insert into outbox (topic, kind, payload, at) values ('other', 'HAPPENED', '{}', now())",
    );
  const { data, extensions: second } = await pending;
  expect([data, second.cursor === first.cursor]).toEqual([undefined, false]);
  await quick.ask({}, 'mutation { write(text: "after") { id } }');
  expect((await quiet.next()).data.noteWritten.text).toBe("after");
  await quiet.leave();
  const resumed = await follow(second.cursor, undefined, { at: quick });
  expect((await resumed.next()).data.noteWritten.text).toBe("after");
  await resumed.leave();
  await quick.stop();
});

it("lets a quiet stream go on at another replica though all that it passed over is dropped", async () => {
  const databaseUrl = await createTestDatabase();
  const one = await startTestSubgraph(notes, { databaseUrl, placeMs: 50 });
  await one.ask({}, 'mutation { write(text: "before") { id } }');
  const quiet = await follow("0-0", { resume: {} }, { at: one });
  await quiet.next();
  const before = (await quiet.next()).data.noteWritten.cursor;
  const run = (sql: string) => one.orm.em.fork().execute(sql);
  await run(
    `insert into outbox (topic, kind, payload, at) values ('other', 'HAPPENED', '{}', now())`,
  );
  let reached = { cursor: before };
  while (reached.cursor === before) reached = (await quiet.next()).extensions;
  await quiet.leave();
  const [xid, id] = (reached.cursor as string).split("-");
  await run(`insert into outbox_dropped (xid, id) values ('${xid}', ${id})`);
  // Started after it was dropped, and while another writes.
  const [other] = await Promise.all([
    startTestSubgraph(notes, { databaseUrl }),
    one.ask({}, 'mutation { write(text: "meanwhile") { id } }'),
  ]);
  const late = await follow(before, { resume: {} }, { at: other });
  const told = [await late.next(), await late.next()].flatMap(({ errors }) => errors ?? []);
  expect(told).toMatchObject([{ extensions: { code: "CURSOR_EXPIRED", oldest: reached.cursor } }]);
  await late.leave();
  const resumed = await follow(reached.cursor, { resume: {} }, { at: other });
  expect(await resumed.next()).toEqual({ extensions: reached });
  expect((await resumed.next()).data.noteWritten.text).toBe("meanwhile");
  await resumed.leave();
  await other.stop();
  await one.stop();
});
