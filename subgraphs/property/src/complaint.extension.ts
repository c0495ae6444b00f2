import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PropertyFirm } from "./firm.extension.js";

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A complaint or request of a resident, owned by the neighborhood so that it survives a change of firm. 投诉/诉求",
})
export class Complaint {
  @Field(() => ID, { description: "`cmp_…`" })
  id: string;

  @Directive("@external")
  @Field(() => [PropertyFirm], {
    nullable: true,
    description: "Every firm that has had it, the present one last. 先后负责的企业",
  })
  firms?: PropertyFirm[] | null;
}

/** The neighborhood's complaint by its id alone. */
export const complaintOf = (id: string | null | undefined): Complaint | null =>
  id ? Object.assign(new Complaint(), { id }) : null;
