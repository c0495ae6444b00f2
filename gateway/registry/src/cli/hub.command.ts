import type { HubOptions } from "@hutong/hub";
import { Command, InvalidArgumentError } from "commander";

import { hubSettings, readSettings, SettingsError } from "../config/environment.js";
import { untilStopped } from "./lifetime.js";

const toPort = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("expected 0 to 65535");
  return port;
};

interface HubFlags {
  readonly supergraph?: string;
  readonly port?: number;
  readonly host?: string;
  readonly open?: boolean;
  readonly operators?: string;
}

/** `hutong hub`: the hub alone, over any Federation 2 supergraph. */
export function addHubCommand(program: Command): void {
  program
    .command("hub")
    .description("run the hub alone")
    .option(
      "--supergraph <file>",
      "a Federation 2 supergraph; subgraph URLs are read from it, a changed file takes effect",
    )
    .option(
      "--operators <file>",
      "who serves the subgraphs that several organisations serve (default: HUTONG_OPERATORS); a changed file takes effect",
    )
    .option("--port <number>", "where to listen (default: PORT, else 4000)", toPort)
    .option("--host <address>", "on which interface (default: HUTONG_HOST, else 127.0.0.1)")
    .option("--open", "without the identity stage: whoever reaches the hub may ask")
    .action(async (flags: HubFlags) => {
      const settings = readSettings(hubSettings);
      if (!flags.open && !settings.HUTONG_ISSUERS && !settings.HUTONG_DEMO) {
        throw new SettingsError(
          "No issuer is trusted, so every request would be refused. Set HUTONG_ISSUERS=issuer=jwks-url, or HUTONG_DEMO=true, or pass --open.",
        );
      }
      const directory = flags.operators ?? settings.HUTONG_OPERATORS;
      const { createHub, createLogger } = await import("@hutong/hub");
      const logger = createLogger(settings.HUTONG_LOG_LEVEL);
      const hub = await createHub({
        supergraph: supergraphOf(flags, settings.HUTONG_SUBGRAPHS),
        ...(directory && { operators: { directory } }),
        ...(settings.HUTONG_CURSOR_KEY && { cursorKey: settings.HUTONG_CURSOR_KEY }),
        live: {
          ...(settings.HUTONG_LIVE && { protocols: settings.HUTONG_LIVE }),
          ...(settings.HUTONG_CALLBACK_URL && { callbackUrl: settings.HUTONG_CALLBACK_URL }),
        },
        foreignErrors: flags.open ? "passed" : "masked",
        identity: flags.open
          ? false
          : {
              issuers: (settings.HUTONG_ISSUERS ?? []).map(({ name, url }) => ({
                issuer: name,
                jwks: url,
              })),
              ...(settings.HUTONG_REVOKED && { revoked: settings.HUTONG_REVOKED }),
            },
        ...(settings.HUTONG_DEMO &&
          !flags.open && {
            demo: await (await import("../start/demo.js")).demoIssuer(settings.HUTONG_HOME),
          }),
        ...(settings.HUTONG_STATIC && { staticDir: settings.HUTONG_STATIC }),
        host: flags.host ?? settings.HUTONG_HOST,
        port: flags.port ?? settings.PORT,
        logger,
      });
      await hub.ready;
      console.log(`ready ${hub.url}`);
      await untilStopped(hub.stop, (line) => logger.info(line));
    });
}

function supergraphOf(
  { supergraph }: HubFlags,
  subgraphs: readonly { name: string; url: string }[] | undefined,
): HubOptions["supergraph"] {
  if (supergraph) return { file: supergraph, watch: true };
  if (subgraphs) return { subgraphs };
  throw new SettingsError("Pass --supergraph FILE, or set HUTONG_SUBGRAPHS=name=url,name=url");
}
