import { Max, Min } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

import { usualRules } from "./grab-rules.entity.js";

@InputType({ description: "A firm's rules for grabbing tasks. 抢单规则" })
export class SetGrabRulesInput {
  @Field(() => ID, { description: "Whose: `firm_…`. 企业" })
  firm: string;

  @Field(() => Int, {
    defaultValue: usualRules.maxOpen,
    description: "How many unfinished grabs one person may hold. 同时在手上限",
  })
  @Min(1)
  @Max(20)
  maxOpen: number;

  @Field(() => Int, {
    defaultValue: usualRules.finishMinutes,
    description: "Within how many minutes a grabbed task is to be done. 完成时限(分钟)",
  })
  @Min(5)
  @Max(720)
  finishMinutes: number;
}
