import { Length } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Why a case should be put off, and until when. 申请缓办" })
export class RequestSuspensionInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field({ description: "The reason. 理由" })
  @Length(2, 500)
  reason: string;

  @Field(() => Date, {
    nullable: true,
    description: "When it is to go on by itself; without, somebody resumes it. 缓办至",
  })
  until?: Date | null;
}
