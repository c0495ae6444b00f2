import type { Context } from "@hutong/kit";
import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";

import { CaseSettings } from "./settings.entity.js";
import { CaseSettingsInput } from "./settings.input.js";
import { changeSettings, settingsOf } from "./settings.service.js";

@Resolver(() => CaseSettings)
export class SettingsResolver {
  @Query(() => CaseSettings, { description: "By which rules cases are handled. 办理规则设置" })
  caseSettings(@Ctx() { em }: Context): Promise<CaseSettings> {
    return settingsOf(em);
  }

  @Mutation(() => CaseSettings, {
    description:
      "Settle the rules anew, by a grid leader; running clocks keep theirs. 修改办理规则",
  })
  changeCaseSettings(
    @Ctx() context: Context,
    @Arg("input", () => CaseSettingsInput) input: CaseSettingsInput,
  ): Promise<CaseSettings> {
    return changeSettings(context, input);
  }
}
