import {
  ArrayMaxSize,
  ArrayMinSize,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

import { HomeOrderEntry } from "./home-order.state.js";

@InputType({ description: "A resident's order. 点单" })
export class PlaceHomeOrderInput {
  @Field(() => ID, { description: "With which service centre: `prj_…`. 项目" })
  project: string;

  @Field(() => HomeOrderEntry, { description: "By which entry. 入口" })
  entry: HomeOrderEntry;

  @Field({ description: "What is wanted. 内容" })
  @Length(2, 200)
  title: string;

  @Field({ description: "Whom to call; shown to the assigned person alone. 联系电话" })
  @Matches(/^1\d{10}$/, { message: "must be a mobile number of eleven digits" })
  phone: string;

  @Field({ description: "Building and room; shown to the assigned person alone. 楼栋房号" })
  @Length(2, 100)
  address: string;

  @Field(() => Date, { nullable: true, description: "When the visit is wanted. 预约时间" })
  wantedAt?: Date | null;
}

@InputType({ description: "A step of an order. 点单动作" })
export class HomeOrderStepInput {
  @Field(() => ID, { description: "Which: `hso_…`. 点单" })
  order: string;
}

@InputType({ description: "The firm sends somebody. 接单" })
export class AcceptHomeOrderInput extends HomeOrderStepInput {
  @Field(() => ID, { description: "Whom; only who was vetted: `stf_…`. 服务人员" })
  staff: string;
}

@InputType({ description: "The firm does not take an order. 不接单" })
export class DeclineHomeOrderInput extends HomeOrderStepInput {
  @Field({ description: "Why. 理由" })
  @Length(2, 200)
  reason: string;
}

@InputType({ description: "One line of a price. 报价明细" })
export class QuoteLineInput {
  @Field(() => ID, { description: "Which price of the firm's list: `pri_…`. 价目" })
  item: string;

  @Field(() => Int, { defaultValue: 1, description: "How many. 数量" })
  @Min(1)
  @Max(999)
  quantity: number;

  @Field(() => Int, {
    nullable: true,
    description: "For one, in fen; without it, as on the list, and never more. 单价(分)",
  })
  @Min(0)
  unitPriceFen?: number | null;
}

@InputType({ description: "The price, shown before the work. 报价" })
export class QuoteHomeOrderInput extends HomeOrderStepInput {
  @Field(() => [QuoteLineInput], { description: "Line by line. 明细" })
  @ArrayMinSize(1)
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  lines: QuoteLineInput[];
}

@InputType({ description: "The resident agrees to the price. 确认价格" })
export class AgreeToHomeOrderInput extends HomeOrderStepInput {
  @Field(() => Int, {
    description: "The price as it was shown; another one by now is not agreed to. 所见报价(分)",
  })
  @Min(0)
  priceFen: number;
}

@InputType({ description: "The work is done. 完工" })
export class FinishHomeOrderInput extends HomeOrderStepInput {
  @Field({ description: "What was found and done. 说明" })
  @Length(2, 500)
  note: string;
}

@InputType({ description: "The resident's rating. 评价" })
export class RateHomeOrderInput extends HomeOrderStepInput {
  @Field(() => Int, { description: "From 1 to 5. 评分" })
  @Min(1)
  @Max(5)
  score: number;

  @Field(() => String, { nullable: true, description: "In one's own words. 评语" })
  @MaxLength(500)
  comment?: string | null;
}
