import type { Context } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { requireLeader } from "../grid/grid.policy.js";
import { CaseSettings } from "./settings.entity.js";
import type { CaseSettingsInput } from "./settings.input.js";

/** The town's settings, as they hold now. */
export const settingsOf = (em: EntityManager): Promise<CaseSettings> =>
  em.findOneOrFail(CaseSettings, "town");

/** Settles anew what the input names. @throws HutongError `FORBIDDEN` for anybody but a grid leader */
export async function changeSettings(
  context: Context,
  input: CaseSettingsInput,
): Promise<CaseSettings> {
  await requireLeader(context);
  const settings = await settingsOf(context.em);
  for (const [name, value] of Object.entries(input)) {
    if (value != null) Object.assign(settings, { [name]: value });
  }
  await context.em.flush();
  return settings;
}
