import { type Context, forbidden } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { ConsortiumSettings } from "./settings.entity.js";
import type { ConsortiumSettingsInput } from "./settings.input.js";

/** The consortium's settings, as they hold now. */
export const settingsOf = (em: EntityManager): Promise<ConsortiumSettings> =>
  em.findOneOrFail(ConsortiumSettings, "consortium");

/** Settles anew what the input names. @throws HutongError `FORBIDDEN` for all but the secretariat */
export async function changeSettings(
  { em, actor }: Context,
  input: ConsortiumSettingsInput,
): Promise<ConsortiumSettings> {
  if (!actor.is("SECRETARY") || !actor.may("case:write"))
    throw forbidden("The rules of the consortium are settled by its secretariat");
  const settings = await settingsOf(em);
  for (const [name, value] of Object.entries(input)) {
    if (value != null) Object.assign(settings, { [name]: value });
  }
  await em.flush();
  return settings;
}
