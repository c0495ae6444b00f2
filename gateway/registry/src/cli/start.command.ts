import { mkdir } from "node:fs/promises";
import path from "node:path";

import type { Command } from "commander";
import { destination, pino } from "pino";

import {
  domainClockOf,
  readSettings,
  SettingsError,
  smsCarrierOf,
  startSettings,
} from "../config/environment.js";
import { AlreadyRunning } from "../start/run-lock.js";
import { untilStopped } from "./lifetime.js";

/** `hutong start`: the whole demo town on this machine. */
export function addStartCommand(program: Command): void {
  program
    .command("start")
    .description("PostgreSQL, five parties, the hub and the console, with demo data")
    .action(async () => {
      const settings = readSettings(startSettings);
      const home = path.resolve(settings.HUTONG_HOME);
      await mkdir(home, { recursive: true });
      const logFile = path.join(home, "hutong.log");
      const log = pino(
        { level: settings.HUTONG_LOG_LEVEL },
        destination({ dest: logFile, sync: false }),
      );
      const say = (line: string): void => console.log(`• ${line}`);
      say(
        "DEMO MODE: anybody may sign in as anybody 演示模式:任何人都可冒用任何身份登录,请勿用于真实数据",
      );
      const { HUTONG_SIMULATE_FROM: simulateFrom } = settings;
      if (simulateFrom && settings.HUTONG_CLOCK)
        throw new SettingsError("HUTONG_SIMULATE_FROM and HUTONG_CLOCK are two clocks; set one");
      try {
        const { setDomainClock } = await import("@hutong/kit");
        setDomainClock(domainClockOf(settings));
        const { startTown } = await import("../start/start.js");
        const sms = smsCarrierOf(settings);
        const town = await startTown({
          home,
          port: settings.PORT,
          databaseUrls: {
            ...(settings.DATABASE_URL_NEIGHBORHOOD && {
              neighborhood: settings.DATABASE_URL_NEIGHBORHOOD,
            }),
            ...(settings.DATABASE_URL_OWNERS && { owners: settings.DATABASE_URL_OWNERS }),
            ...(settings.DATABASE_URL_PROPERTY && { property: settings.DATABASE_URL_PROPERTY }),
            ...(settings.DATABASE_URL_CLEANING && { cleaning: settings.DATABASE_URL_CLEANING }),
            ...(settings.DATABASE_URL_CONSORTIUM && {
              consortium: settings.DATABASE_URL_CONSORTIUM,
            }),
          },
          // Where time stands, nobody is late: a busy machine is not a party that is down.
          ...(simulateFrom && { simulateFrom, upstream: { timeoutMs: 60_000 } }),
          ...(sms && { sms }),
          ...(settings.HUTONG_SUBGRAPHS && { guests: settings.HUTONG_SUBGRAPHS }),
          log,
          onProgress: say,
        });
        const { createTown } = await import("@hutong/town");
        greet(town.url, createTown().cases.liftPipe.number, logFile);
        await untilStopped(town.stop, say);
      } catch (error) {
        if (error instanceof AlreadyRunning) throw new SettingsError(error.message);
        if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
          throw new SettingsError(
            `Port ${settings.PORT} is taken. Choose another: PORT=4100 npm start`,
          );
        }
        throw error;
      }
    });
}

function greet(url: string, number: string, logFile: string): void {
  console.log(`
ready ${url}

Sign in as  grid-worker 微网格员 · firm-manager 物业经理 · expert 维修专家 · secretary 联合体秘书  (no password 无需密码)
Try  1. As grid-worker open ${url}/cases/${number}
     2. In a second window, as firm-manager, open the same case and ask all 29 firms for help;
        in a third, as expert, offer it — and watch the first window
     3. curl -s ${url}/demo/token -H 'content-type: application/json' -d '{"as":"grid-worker"}'
        and query ${url}/graphql with that token
Log  ${logFile}      Stop  Ctrl-C
`);
}
