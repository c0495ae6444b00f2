import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Command } from "commander";

/** `hutong schema emit|check`: the committed files against what the code says. */
export function addSchemaCommand(program: Command): void {
  const schema = program.command("schema").description("what the parties agreed on, as files");
  schema
    .command("emit")
    .description("write schema/*.graphql and gateway/docs/errors.md from the code")
    .action(async () => {
      const { describeSchema } = await import("../schema/documents.js");
      for (const [file, text] of await describeSchema()) {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
        console.log(file);
      }
    });
  schema
    .command("check")
    .description("fail when a committed file is not what the code says")
    .action(async () => {
      const { describeSchema } = await import("../schema/documents.js");
      const stale: string[] = [];
      for (const [file, text] of await describeSchema()) {
        if ((await readFile(file, "utf8").catch(() => "")) !== text) stale.push(file);
      }
      if (stale.length === 0) return;
      console.error(
        `Stale: ${stale.join(", ")}. Run "npx hutong schema emit" and review the difference.`,
      );
      process.exitCode = 1;
    });
}
