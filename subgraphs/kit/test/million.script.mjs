// Fills for ever, so that its end can only come from outside.
import { defineSubgraph } from "@hutong/kit";
import { runMillion } from "@hutong/kit/testing";

import { Nothing } from "./nothing.script.mjs";

await runMillion(
  {
    party: defineSubgraph({
      name: "nothing",
      resolvers: [Nothing],
      references: [],
      entities: [],
      migrations: [],
    }),
    fill: async (sql) => {
      process.stdout.write("filling\n");
      await sql("select pg_sleep(600)");
    },
    pages: () => [],
    aside: {},
  },
  new URL("million.json", import.meta.url),
);
