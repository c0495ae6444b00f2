import { Length, Max, MaxLength, Min } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({
  description: "A price for the public list; it replaces the one for the same service. 定价",
})
export class SetPriceInput {
  @Field(() => ID, { description: "Whose list: `firm_…`. 企业" })
  firm: string;

  @Field({ description: "What for. 服务项目" })
  @Length(2, 40)
  service: string;

  @Field({ description: "Per what: a piece, an hour. 计价单位" })
  @Length(1, 10)
  unit: string;

  @Field(() => Int, { description: "The most that is charged for one unit, in fen. 单价上限(分)" })
  @Min(0)
  @Max(10_000_000)
  priceFen: number;

  @Field(() => String, { nullable: true, description: "What it includes. 说明" })
  @MaxLength(200)
  note?: string | null;
}
