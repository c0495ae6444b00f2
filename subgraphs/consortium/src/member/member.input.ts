import { Skill } from "@hutong/kit";
import { ArrayMaxSize, ArrayUnique, Length } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "A specialist institution that joins. 吸纳专业机构" })
export class AdmitInstitutionInput {
  @Field({ description: "Registered name. 名称" })
  @Length(2, 60)
  name: string;

  @Field(() => [Skill], { description: "What it is specialised in. 专长" })
  @ArrayMaxSize(12)
  @ArrayUnique()
  skills: Skill[];

  @Field({ description: "How it is reached. 联系电话" })
  @Length(3, 30)
  hotline: string;
}

@InputType({ description: "A change of a membership, with its reason. 成员资格变动" })
export class MemberStepInput {
  @Field(() => ID, { description: "The member. 成员编号" })
  member: string;

  @Field({ description: "Why. 理由" })
  @Length(2, 300)
  reason: string;
}
