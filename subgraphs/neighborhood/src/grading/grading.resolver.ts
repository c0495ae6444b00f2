import type { Context } from "@hutong/kit";
import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";

import { GradingRule } from "./grading-rule.entity.js";
import { GradingRuleInput } from "./grading.input.js";
import { removeRule, saveRule } from "./grading.service.js";

@Resolver(() => GradingRule)
export class GradingResolver {
  @Query(() => [GradingRule], { description: "By which rules complaints are graded. 分级规则" })
  gradingRules(@Ctx() { em }: Context): Promise<GradingRule[]> {
    return em.find(GradingRule, {}, { orderBy: { category: "asc", id: "asc" } });
  }

  @Mutation(() => GradingRule, { description: "Make or change a rule, by a grid leader. 保存规则" })
  saveGradingRule(
    @Ctx() context: Context,
    @Arg("input", () => GradingRuleInput) input: GradingRuleInput,
  ): Promise<GradingRule> {
    return saveRule(context, input);
  }

  @Mutation(() => Boolean, { description: "Take a rule away, by a grid leader. 删除规则" })
  removeGradingRule(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`rule_…`" }) id: string,
  ): Promise<boolean> {
    return removeRule(context, id);
  }
}
