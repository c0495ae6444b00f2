import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A residential community behind one gate. 小区" })
export class Community {
  @Field(() => ID, { description: "`cty_…`" })
  id: string;
}

/** The other party's community by its id alone. */
export const communityOf = (id: string): Community => Object.assign(new Community(), { id });
