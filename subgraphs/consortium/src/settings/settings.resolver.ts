import type { Context } from "@hutong/kit";
import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";

import { ConsortiumSettings } from "./settings.entity.js";
import { ConsortiumSettingsInput } from "./settings.input.js";
import { changeSettings, settingsOf } from "./settings.service.js";

@Resolver(() => ConsortiumSettings)
export class ConsortiumSettingsResolver {
  @Query(() => ConsortiumSettings, {
    nullable: true,
    description: "By which rules the consortium works. 联合体规则设置",
  })
  consortiumSettings(@Ctx() { em }: Context): Promise<ConsortiumSettings> {
    return settingsOf(em);
  }

  @Mutation(() => ConsortiumSettings, {
    description:
      "Settle the rules anew, by the secretariat; deadlines that run stay as they are. 修改联合体规则",
  })
  changeConsortiumSettings(
    @Ctx() context: Context,
    @Arg("input", () => ConsortiumSettingsInput, { description: "What to settle. 规则" })
    input: ConsortiumSettingsInput,
  ): Promise<ConsortiumSettings> {
    return changeSettings(context, input);
  }
}
