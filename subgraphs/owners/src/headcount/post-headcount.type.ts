import { Field, Int, ObjectType } from "type-graphql";

import { HeadcountPost } from "../contract/contract.entity.js";

@ObjectType({
  description: "Promised, registered and present people of one post, side by side. 人员对照",
})
export class PostHeadcount {
  @Field(() => HeadcountPost, { description: "Post. 岗位" })
  post: HeadcountPost;

  @Field(() => Int, { description: "What the contract in force promises. 合同约定" })
  contracted: number;

  @Field(() => Int, {
    nullable: true,
    description: "Registered under their real names; null while the party is away. 实名在册",
  })
  registered: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "There now by the party's own attendance; null while it is away. 当前在岗",
  })
  present: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "What the owners' committee last counted on site. 业委会清点",
  })
  seen: number | null;

  @Field(() => Date, { nullable: true, description: "When it was counted. 清点时间" })
  seenAt: Date | null;
}
