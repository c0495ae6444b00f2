import { Field, ObjectType } from "type-graphql";

@ObjectType({
  description:
    "One person who checked in at two communities within a time in which nobody gets from one to the other. 人员复用",
})
export class DoubleSite {
  @Field({ description: "The first check-in. 第一次打卡时间" })
  firstAt: Date;

  @Field({ description: "The second check-in. 第二次打卡时间" })
  secondAt: Date;

  cleanerId: string;
  firstCommunityId: string;
  secondCommunityId: string;
}
