import { defineEntity, p } from "@mikro-orm/core";
import { Field, Int, ObjectType } from "type-graphql";

const ConsortiumSettingsSchema = defineEntity({
  name: "ConsortiumSettings",
  tableName: "consortium_settings",
  properties: {
    /** One row: the consortium's. */
    id: p.string().primary(),
    helpAnswerHours: p.integer(),
    archiveDays: p.integer(),
    fullCredit: p.integer(),
    lowRating: p.integer(),
    lowRatingPoints: p.integer(),
  },
});

@ObjectType({
  description: "What the rules leave open, as the consortium has settled it. 联合体规则设置",
})
export class ConsortiumSettings extends ConsortiumSettingsSchema.class {
  @Field(() => Int, {
    description: "Hours firms have to answer a call for help; 4. 会诊应援时限(小时)",
  })
  override helpAnswerHours: number;

  @Field(() => Int, {
    description:
      "Days a confirmed consultation stays open for a last word; 7. 会诊确认后归档期限(天)",
  })
  override archiveDays: number;

  @Field(() => Int, { description: "Points of credit every firm begins with; 100. 信用总分" })
  override fullCredit: number;

  @Field(() => Int, {
    description: "Up to which score a rating of work at home is a low one; 2. 低分评价上限",
  })
  override lowRating: number;

  @Field(() => Int, {
    description: "Points of credit a low rating takes; 1. 每次低分评价扣分",
  })
  override lowRatingPoints: number;
}
ConsortiumSettingsSchema.setClass(ConsortiumSettings);
