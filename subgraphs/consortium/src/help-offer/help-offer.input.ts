import { now } from "@hutong/kit";
import { Max, MaxLength, Min, MinDate } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "What a firm offers. 应援内容" })
export class OfferHelpInput {
  @Field(() => ID, { description: "The help request. 会诊编号" })
  helpRequest: string;

  @Field(() => ID, { description: "Who would come; one of the firm's own. 专家" })
  expert: string;

  @Field({ description: "When they can be there at the earliest; in the future. 最早到场时间" })
  @MinDate(() => now(), { message: "must lie in the future" })
  earliestArrival: Date;

  @Field(() => Int, { description: "What it costs, in fen; 0 is free. 费用(分)" })
  @Min(0)
  @Max(100_000_000)
  costFen: number;

  @Field(() => String, {
    nullable: true,
    description: "In their words, at most 300 characters. 说明",
  })
  @MaxLength(300)
  note?: string | null;
}

@InputType({ description: "Which offer is chosen. 选定应援" })
export class AcceptOfferInput {
  @Field(() => ID, { description: "The offer. 应援编号" })
  offer: string;
}

@InputType({ description: "Which offer is taken back. 撤回应援" })
export class WithdrawOfferInput {
  @Field(() => ID, { description: "The offer. 应援编号" })
  offer: string;
}

@InputType({ description: "Whom the secretariat sends. 指派专家" })
export class DirectExpertInput {
  @Field(() => ID, { description: "The help request. 会诊编号" })
  helpRequest: string;

  @Field(() => ID, { description: "Who shall go. 专家" })
  expert: string;

  @Field(() => String, {
    nullable: true,
    description: "In their words, at most 300 characters. 说明",
  })
  @MaxLength(300)
  note?: string | null;
}
