import type { Command } from "commander";

import { readSettings, SettingsError, startSettings } from "../config/environment.js";
import { isPartyName, partyNames } from "../parties/parties.js";

/** `hutong token <who>`: a demo token on standard output, for trying things from a shell. */
export function addTokenCommand(program: Command): void {
  program
    .command("token")
    .argument("<who>", "a persona, or a party for its service token")
    .description("print a token of the demo issuer under HUTONG_HOME")
    .action(async (who: string) => {
      const { demoIssuer, serviceClaims } = await import("../start/demo.js");
      const issuer = await demoIssuer(readSettings(startSettings).HUTONG_HOME);
      const claims = isPartyName(who)
        ? serviceClaims(who)
        : issuer.personas.find(({ id }) => id === who)?.claims;
      if (!claims) {
        const known = [...issuer.personas.map(({ id }) => id), ...partyNames];
        throw new SettingsError(`Nobody is called ${who}; there are ${known.join(", ")}`);
      }
      console.log((await issuer.sign(claims)).token);
    });
}
