import { ComplaintCategory, ComplaintState } from "@hutong/kit";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { Community } from "./community.extension.js";

@ObjectType({
  description: "Who reported a case; masked unless it was released to the actor. 反映人",
})
export class Reporter {
  @Directive("@external")
  @Field({ description: "Whether name and phone are hidden here. 是否已脱敏" })
  masked: boolean;
}

/** The neighborhood's case, with what of it decides about contract and review. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A complaint or request of a resident, owned by the neighborhood so that it survives a change of firm. 投诉/诉求",
})
export class Complaint {
  @Field(() => ID, { description: "`cmp_…`" })
  id: string;

  @Directive("@external")
  @Field(() => ComplaintState, { description: "How far it has come. 状态" })
  state: ComplaintState;

  @Directive("@external")
  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Directive("@external")
  @Field(() => Community, { description: "Where. 小区" })
  community: Community;

  @Directive("@external")
  @Field(() => Reporter, { description: "Who reported it, masked unless released. 反映人" })
  reporter: Reporter;
}

/** A case by its id, for the hub to fill in. */
export const complaintOf = (id: string): Complaint => Object.assign(new Complaint(), { id });
