import { Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "A patrol to be walked. 巡查计划" })
export class PlanPatrolInput {
  @Field(() => ID, { description: "Who walks it: a volunteer of the community. 志愿者" })
  volunteer: string;

  @Field({ description: "Which way. 路线" })
  @Length(2, 100)
  route: string;

  @Field({ description: "When it is to begin. 计划时间" })
  plannedAt: Date;
}

@InputType({ description: "A step of a patrol. 巡查动作" })
export class PatrolStepInput {
  @Field(() => ID, { description: "Which patrol. 巡查编号" })
  patrol: string;

  @Field(() => String, { nullable: true, description: "What there is to say. 说明" })
  @MaxLength(500)
  remark?: string | null;
}
