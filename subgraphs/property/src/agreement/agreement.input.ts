import { Length, Max, Min } from "class-validator";
import { LocalDateResolver } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "What is proposed to a firm. 提出平台协议" })
export class ProposePlatformAgreementInput {
  @Field(() => ID, { description: "To whom: `firm_…`. 企业" })
  firm: string;

  @Field({ defaultValue: true, description: "Whether it names the platform. 是否载明平台" })
  namesPlatform: boolean;

  @Field(() => Int, { description: "Penalty for a grabbed task, in fen. 扣罚(分)" })
  @Min(0)
  @Max(100_000)
  penaltyFen: number;

  @Field(() => Int, { description: "Reward for grabbing it, in fen. 奖励(分)" })
  @Min(0)
  @Max(100_000)
  rewardFen: number;

  @Field(() => LocalDateResolver, { description: "First day in force. 起始日" })
  startsOn: string;

  @Field(() => LocalDateResolver, { description: "Last day in force. 终止日" })
  endsOn: string;
}

@InputType({ description: "The firm signs. 签署平台协议" })
export class AcceptPlatformAgreementInput {
  @Field(() => ID, { description: "Which: `pag_…`. 协议" })
  agreement: string;
}

@InputType({ description: "The firm declines, with its letter. 拒绝平台协议" })
export class RefusePlatformAgreementInput extends AcceptPlatformAgreementInput {
  @Field({ description: "The letter: the firm's reasons, in full. 拒绝函" })
  @Length(10, 5000)
  letter: string;
}
