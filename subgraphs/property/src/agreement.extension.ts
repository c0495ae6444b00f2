import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({
  description:
    "What the owners and their firm agreed on beside the contract; the owners hold it. 补充协议",
})
export class SupplementaryAgreement {
  @Field(() => ID, { description: "`agr_…`" })
  id: string;
}

/** The owners' agreement by its id alone. */
export const agreementOf = (id: string | null | undefined): SupplementaryAgreement | null =>
  id ? Object.assign(new SupplementaryAgreement(), { id }) : null;
