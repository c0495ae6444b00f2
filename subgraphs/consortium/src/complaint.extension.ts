import { ComplaintState } from "@hutong/kit";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PropertyFirm } from "./firm/firm.entity.js";

/** The neighborhood's case, with what of it the consortium needs to know. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A complaint or request of a resident, owned by the neighborhood so that it survives a change of firm. 投诉/诉求",
})
export class Complaint {
  @Field(() => ID, { description: "`cmp_…`" })
  id: string;

  @Directive("@external")
  @Field({ description: "One line. 标题" })
  title: string;

  @Directive("@external")
  @Field(() => ComplaintState, { description: "How far it has come. 状态" })
  state: ComplaintState;

  @Directive("@external")
  @Field(() => PropertyFirm, { nullable: true, description: "The firm it was sent to. 责任企业" })
  responsibleFirm: { readonly id: string } | null;
}

/** The other party's complaint by its id alone. */
export const complaintOf = (id: string): Complaint => Object.assign(new Complaint(), { id });
