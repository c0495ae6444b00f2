import { Max, Min } from "class-validator";
import { Field, InputType, Int } from "type-graphql";

@InputType({ description: "What to settle anew; what is left out stays. 修改联合体规则" })
export class ConsortiumSettingsInput {
  @Field(() => Int, { nullable: true, description: "Hours to answer a call. 会诊应援时限" })
  @Min(1)
  @Max(24 * 7)
  helpAnswerHours?: number | null;

  @Field(() => Int, { nullable: true, description: "Days to the library. 归档期限" })
  @Min(1)
  @Max(90)
  archiveDays?: number | null;

  @Field(() => Int, { nullable: true, description: "Points to begin with. 信用总分" })
  @Min(1)
  @Max(1000)
  fullCredit?: number | null;

  @Field(() => Int, { nullable: true, description: "What a low rating is; 0: none. 低分上限" })
  @Min(0)
  @Max(5)
  lowRating?: number | null;

  @Field(() => Int, { nullable: true, description: "What it takes; 0: nothing. 低分扣分" })
  @Min(0)
  @Max(20)
  lowRatingPoints?: number | null;
}
