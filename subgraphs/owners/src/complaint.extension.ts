import { ComplaintCategory } from "@hutong/kit";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Community } from "./community.extension.js";

/** The neighborhood's states: composition wants the whole list from every party that names the enum. */
export enum ComplaintState {
  RECEIVED = "RECEIVED",
  FILED = "FILED",
  DISPATCHED = "DISPATCHED",
  RESPONDED = "RESPONDED",
  IN_PROGRESS = "IN_PROGRESS",
  RESOLVED = "RESOLVED",
  VERIFIED = "VERIFIED",
  CALLED_BACK = "CALLED_BACK",
  CLOSED = "CLOSED",
  MERGED = "MERGED",
  REJECTED = "REJECTED",
  OUT_OF_SCOPE = "OUT_OF_SCOPE",
  RETURNED = "RETURNED",
  SUSPENDED = "SUSPENDED",
  REOPENED = "REOPENED",
}
registerEnumType(ComplaintState, {
  name: "ComplaintState",
  description: "How far a complaint has come. 诉求状态",
  valuesConfig: {
    RECEIVED: { description: "It came in. 受理" },
    FILED: { description: "Classified and graded. 立案" },
    DISPATCHED: { description: "Sent to who is responsible; the clocks run. 派遣" },
    RESPONDED: { description: "The responsible firm answered. 响应" },
    IN_PROGRESS: { description: "Somebody works on it. 处置" },
    RESOLVED: { description: "Said to be solved. 办结" },
    VERIFIED: { description: "Seen to be solved. 核查" },
    CALLED_BACK: { description: "The reporter was told and asked. 回访" },
    CLOSED: { description: "Over. 结案" },
    MERGED: { description: "The same as another one. 合并" },
    REJECTED: { description: "Not taken up, with a reason. 不予受理" },
    OUT_OF_SCOPE: {
      description: "Not the firm's duty: with the grid leader, still tracked. 职责外",
    },
    RETURNED: { description: "The firm gave it back. 退单" },
    SUSPENDED: { description: "Put off with approval; the clocks stand. 缓办" },
    REOPENED: { description: "Taken up again. 重办" },
  },
});

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
