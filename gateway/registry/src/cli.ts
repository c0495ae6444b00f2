#!/usr/bin/env node
import { Command } from "commander";

import { addHubCommand } from "./cli/hub.command.js";
import { addSchemaCommand } from "./cli/schema.command.js";
import { addStartCommand } from "./cli/start.command.js";
import { addSubgraphCommand } from "./cli/subgraph.command.js";
import { addTokenCommand } from "./cli/token.command.js";
import { SettingsError } from "./config/environment.js";

// Apollo's packages report to their maker unless told not to, and read this when they are loaded.
process.env["APOLLO_TELEMETRY_DISABLED"] = "true";
process.env["NODE_ENV"] ??= "production";

const program = new Command("hutong").description(
  "Hutong 互通: a GraphQL federation hub for many parties",
);
// Each command loads what it needs when it runs: a hub carries no party, a party no hub.
addStartCommand(program);
addHubCommand(program);
addSubgraphCommand(program);
addTokenCommand(program);
addSchemaCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  // What is wrong with a setting, a file or a port is said in a sentence; a defect is asked for by level.
  const wantsAll = ["debug", "trace"].includes(process.env["HUTONG_LOG_LEVEL"] ?? "");
  console.error(
    wantsAll && !(error instanceof SettingsError) ? error : `✗ ${(error as Error).message}`,
  );
  process.exit(1);
}
