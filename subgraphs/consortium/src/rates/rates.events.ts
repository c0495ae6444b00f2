import { ComplaintCategory, defineTopic, LiveEvent } from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";

type Payload = { firm: string; community: string; category: ComplaintCategory; day: string };

export const ratesTopic = defineTopic<"COUNTED", Payload>("rates");

@ObjectType({ description: "A case was counted, or counts otherwise than before. 统计变化" })
export class RatesEvent extends LiveEvent<Payload> {
  @Field(() => GraphQLLocalDate, { description: "The day the case came in. 受理日期" })
  get day(): string {
    return this.payload.day;
  }

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  get category(): ComplaintCategory {
    return this.payload.category;
  }

  @Field(() => Community, { nullable: true, description: "Where. 小区" })
  get community(): Community {
    return communityOf(this.payload.community);
  }
}
