import { type Context, ComplaintCategory, defineTopic } from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { requireMayReadRates } from "./rates.policy.js";

type Payload = { firm: string; community: string; category: ComplaintCategory; day: string };

export const ratesTopic = defineTopic<"COUNTED", Payload>("rates");

@ObjectType({ description: "A case was counted, or counts otherwise than before. 统计变化" })
export class RatesEvent {
  @Field({ description: "Where to go on after this event; opaque. 续接位置" })
  cursor: string;

  @Field({ description: "When. 时间" })
  at: Date;

  @Field(() => GraphQLLocalDate, { description: "The day the case came in. 受理日期" })
  day: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Field(() => Community, { nullable: true, description: "Where. 小区" })
  community: Community;

  firmId: string | null;
}

/** @throws HutongError `FORBIDDEN` before anything is streamed */
export function ratesEvents(context: Context, after?: string | null): AsyncGenerator<RatesEvent> {
  requireMayReadRates(context.actor);
  return eventsOf(context, after);
}

async function* eventsOf({ outbox }: Context, after?: string | null): AsyncGenerator<RatesEvent> {
  for await (const { cursor, at, payload } of outbox.read(ratesTopic, after)) {
    const { day, category, firm, community } = payload;
    yield Object.assign(new RatesEvent(), {
      cursor,
      at,
      day,
      category,
      community: communityOf(community),
      firmId: firm || null,
    });
  }
}
