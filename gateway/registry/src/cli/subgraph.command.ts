import { readFile } from "node:fs/promises";

import type { Command } from "commander";
import { pino } from "pino";

import {
  domainClockOf,
  photoStoreOf,
  readSettings,
  SettingsError,
  smsCarrierOf,
  subgraphSettings,
} from "../config/environment.js";
import { isPartyName, loadParty, partyNames } from "../parties/parties.js";
import { untilStopped } from "./lifetime.js";

/** `hutong subgraph <party>`: one party's subgraph on its own. */
export function addSubgraphCommand(program: Command): void {
  program
    .command("subgraph")
    .argument("<party>", partyNames.join(", "))
    .description("run one party's subgraph on its own database")
    .action(async (name: string) => {
      if (!isPartyName(name))
        throw new SettingsError(`Unknown party ${name}; there are ${partyNames.join(", ")}`);
      const settings = readSettings(subgraphSettings, {
        ...process.env,
        DATABASE_URL:
          process.env[`DATABASE_URL_${name.toUpperCase()}`] ?? process.env["DATABASE_URL"],
      });
      const log = pino({ level: settings.HUTONG_LOG_LEVEL });
      const { seedOnce, setDomainClock, startSubgraph } = await import("@hutong/kit");
      setDomainClock(domainClockOf(settings));
      const sms = smsCarrierOf(settings);
      const { definition, seed } = await loadParty(name, { ...(sms && { sms }) });
      const { HUTONG_SERVICE_TOKEN: token, HUTONG_SERVICE_TOKEN_FILE: tokenFile } = settings;
      const running = await startSubgraph(definition, {
        host: settings.HUTONG_HOST,
        port: settings.PORT,
        databaseUrl: settings.DATABASE_URL,
        issuers: settings.HUTONG_ISSUERS.map(({ name: issuer, url }) => ({
          issuer,
          jwks: new URL(url),
        })),
        ...(settings.HUTONG_HUB_URL && { hubUrl: settings.HUTONG_HUB_URL }),
        ...(token && { serviceToken: async () => token }),
        ...(tokenFile && { serviceToken: async () => (await readFile(tokenFile, "utf8")).trim() }),
        ...(settings.HUTONG_PHOTO_KEY && {
          photoKey: Buffer.from(settings.HUTONG_PHOTO_KEY, "base64"),
        }),
        ...(settings.HUTONG_IDENTITY_KEY && {
          identityKey: Buffer.from(settings.HUTONG_IDENTITY_KEY, "base64"),
        }),
        photoStore: photoStoreOf(settings),
        ...(settings.HUTONG_OPERATOR && { operators: settings.HUTONG_OPERATOR }),
        eventDays: settings.HUTONG_EVENT_DAYS,
        log,
      });
      const { orm, hosting } = running;
      if (settings.HUTONG_SEED)
        await seedOnce(orm, settings.HUTONG_SEED, (em) => seed(em, hosting.hosts));
      console.log(`ready ${running.url}`);
      await untilStopped(running.stop, (line) => log.info(line));
    });
}
