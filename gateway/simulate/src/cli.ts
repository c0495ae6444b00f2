#!/usr/bin/env node
import { Command, InvalidArgumentError } from "commander";

import { toText } from "./report.js";
import { simulate } from "./simulate.js";
import { openOwnTown } from "./town.js";

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("expected 1 or more");
  return value;
};

interface Flags {
  readonly weeks: number;
  readonly tickets?: number;
  readonly seed: number;
  readonly from: string;
  readonly speed?: number;
  readonly hub?: string;
  readonly json?: boolean;
}

/** The consortium's own eleven weeks brought 514 calls. */
const ticketsAWeek = 514 / 11;

const program = new Command("simulate")
  .description("plays weeks of a town through its hub, and checks what must be true of it")
  .option("--weeks <number>", "how many weeks", whole, 11)
  .option("--tickets <number>", "how many complaints (default: 514 in eleven weeks)", whole)
  .option("--seed <number>", "which story; the same seed tells the same one", whole, 20260301)
  .option("--from <day>", "the first day, for a town of its own", "2026-03-02")
  .option("--speed <number>", "at most so many seconds of the town in a real one", whole)
  .option("--hub <url>", "a running town, started with HUTONG_SIMULATE_FROM")
  .option("--json", "the report as JSON")
  .action(async (flags: Flags) => {
    const say = (line: string): void => console.error(`• ${line}`);
    const from = new Date(`${flags.from}T00:00:00+08:00`);
    const town = flags.hub ? undefined : await openOwnTown(from, say);
    const play = async (): Promise<void> => {
      const report = await simulate({
        hub: flags.hub ?? (await town!.url),
        carrier: town?.carrier,
        weeks: flags.weeks,
        tickets: flags.tickets ?? Math.round(ticketsAWeek * flags.weeks),
        seed: flags.seed,
        speed: flags.speed,
        say,
      });
      console.log(flags.json ? JSON.stringify(report, null, 2) : toText(report));
      // Whoever keeps the JSON for a machine is to see it, too.
      if (flags.json) {
        if (report.unseen.length > 0) say(`‼ never seen 本次未出现: ${report.unseen.join(", ")}`);
        say(`${report.broken} broken`);
      }
      process.exitCode = report.broken === 0 ? 0 : 1;
    };
    try {
      await Promise.race([play(), interruption]);
    } finally {
      await town?.stop();
    }
  });

let interrupted = false;
const interruption = new Promise<never>((_resolve, reject) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      interrupted = true;
      reject(new Error("interrupted 已中断"));
    });
});
interruption.catch(() => {});

try {
  await program.parseAsync();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
// What was interrupted still waits for answers that do not come.
if (interrupted) process.exit(130);
