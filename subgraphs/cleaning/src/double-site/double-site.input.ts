import { Max, Min } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "What to settle for a contractor. 修改保洁规则" })
export class CleaningSettingsInput {
  @Field(() => ID, { description: "For whom: `ctr_…`. 单位" })
  contractor: string;

  @Field(() => Int, { description: "Minutes between two sites. 人员复用判定(分钟)" })
  @Min(1)
  @Max(240)
  doubleSiteMinutes: number;
}
