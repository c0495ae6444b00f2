// A party that follows another, in a process that can be killed.
import { defineSubgraph, startSubgraph } from "@hutong/kit";
import { pino } from "pino";

import { Nothing } from "./nothing.script.mjs";

const [, , databaseUrl, hubUrl] = process.argv;

const follower = defineSubgraph({
  name: "follower",
  resolvers: [Nothing],
  references: [],
  entities: [],
  migrations: [],
  follows: [
    {
      name: "follower/notes",
      document: "subscription ($after: String) { noteWritten(after: $after) { cursor text } }",
      handle: async ({ text }, em) => {
        await em.execute("insert into effect (text) values (?)", [text]);
      },
    },
  ],
});
await startSubgraph(follower, {
  port: 0,
  databaseUrl,
  hubUrl,
  serviceToken: async () => "t",
  issuers: [],
  log: pino({ level: "error" }),
});
process.send("ready");
