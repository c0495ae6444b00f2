import { defineTopic, LiveEvent } from "@hutong/kit";
import { Field, ObjectType } from "type-graphql";

import { DoubleSite } from "./double-site.js";

/** As it was seen; a check-in that is taken back afterwards leaves the list, and not the log. */
export type SeenTwice = {
  contractor: string;
  cleaner: string;
  firstAt: string;
  secondAt: string;
  firstCommunity: string;
  secondCommunity: string;
};

export const doubleSiteTopic = defineTopic<"SEEN", SeenTwice>("double-site");

@ObjectType({ description: "Somebody was seen at two sites at once. 人员复用动态" })
export class DoubleSiteEvent extends LiveEvent<SeenTwice> {
  @Field(() => DoubleSite, { description: "Who, where and when. 人员复用" })
  get doubleSite(): DoubleSite {
    const { cleaner, firstAt, secondAt, firstCommunity, secondCommunity } = this.payload;
    return Object.assign(new DoubleSite(), {
      cleanerId: cleaner,
      firstAt: new Date(firstAt),
      secondAt: new Date(secondAt),
      firstCommunityId: firstCommunity,
      secondCommunityId: secondCommunity,
    });
  }
}
