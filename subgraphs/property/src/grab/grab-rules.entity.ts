import { defineEntity, p } from "@mikro-orm/core";
import { Field, Int, ObjectType } from "type-graphql";

const GrabRulesSchema = defineEntity({
  name: "GrabRules",
  tableName: "grab_rules",
  properties: {
    firmId: p.string().primary(),
    /** Whose server holds them; a firm's id does not tell. */
    operator: p.string(),
    maxOpen: p.integer(),
    finishMinutes: p.integer(),
  },
});

@ObjectType({ description: "A firm's rules for grabbing tasks. 抢单规则" })
export class GrabRules extends GrabRulesSchema.class {
  @Field(() => Int, { description: "How many unfinished grabs one person may hold. 同时在手上限" })
  override maxOpen: number;

  @Field(() => Int, {
    description: "Within how many minutes a grabbed task is to be done. 完成时限(分钟)",
  })
  override finishMinutes: number;
}
GrabRulesSchema.setClass(GrabRules);

/** The rules of a firm that set none. */
export const usualRules = { maxOpen: 2, finishMinutes: 120 } as const;
