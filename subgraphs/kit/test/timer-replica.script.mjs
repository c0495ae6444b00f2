// One of several replicas of a party whose timers each leave one row, in a process that can be killed.
import { defineSubgraph, defineTimer, startSubgraph } from "@hutong/kit";
import { pino } from "pino";

import { Nothing } from "./nothing.script.mjs";

const [, , databaseUrl] = process.argv;

const mark = defineTimer({
  name: "mark",
  fire: async ({ em }, { subject }) => {
    await em.execute("insert into effect (subject, pid) values (?, ?)", [subject, process.pid]);
    // Long enough that a kill meets effects that are written and not committed.
    await em.execute("select pg_sleep(0.005)");
  },
});

const replica = defineSubgraph({
  name: "replica",
  resolvers: [Nothing],
  references: [],
  entities: [],
  migrations: [],
  timers: [mark],
});
await startSubgraph(replica, { port: 0, databaseUrl, issuers: [], log: pino({ level: "warn" }) });
process.send("ready");
