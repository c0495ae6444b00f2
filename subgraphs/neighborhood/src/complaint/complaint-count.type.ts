import { ComplaintState } from "@hutong/kit";
import { Field, Int, ObjectType } from "type-graphql";

import { ComplaintGrade } from "./complaint.entity.js";

@ObjectType({ description: "How many open cases stand so. 在办统计" })
export class ComplaintCount {
  @Field(() => ComplaintState, { description: "In this state. 状态" })
  state: ComplaintState;

  @Field(() => ComplaintGrade, { description: "Of this grade. 等级" })
  grade: ComplaintGrade;

  @Field(() => Int, { description: "So many. 件数" })
  count: number;
}
