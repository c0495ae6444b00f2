import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A property firm, as the consortium knows it. 物业企业" })
export class PropertyFirm {
  @Field(() => ID, { description: "`firm_…`" })
  id: string;
}

/** The consortium's firm by its id alone. */
export const firmOf = (id: string): PropertyFirm => Object.assign(new PropertyFirm(), { id });
