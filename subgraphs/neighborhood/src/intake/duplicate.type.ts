import { Field, Int, ObjectType } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";

@ObjectType({ description: "An open case that may be the same. 疑似重复" })
export class Duplicate {
  @Field(() => Complaint, { description: "The case. 诉求" })
  complaint: Complaint;

  @Field(() => Int, { description: "How alike, in percent, by words and place. 相似度" })
  percent: number;
}
