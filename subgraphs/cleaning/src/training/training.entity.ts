import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";

export enum TrainingTopic {
  CHECK_IN = "CHECK_IN",
  SAFETY = "SAFETY",
  CLEANING = "CLEANING",
  CHEMICALS = "CHEMICALS",
}
registerEnumType(TrainingTopic, {
  name: "TrainingTopic",
  description: "What somebody was shown. 培训内容",
  valuesConfig: {
    CHECK_IN: { description: "How to check in. 打卡使用" },
    SAFETY: { description: "Working safely. 安全" },
    CLEANING: { description: "The work itself. 保洁作业" },
    CHEMICALS: { description: "Handling cleaning agents. 药剂使用" },
  },
});

export enum TrainingResult {
  PASSED = "PASSED",
  NEEDS_HELP = "NEEDS_HELP",
}
registerEnumType(TrainingResult, {
  name: "TrainingResult",
  description: "Whether they can do it now. 培训结果",
  valuesConfig: {
    PASSED: { description: "They can. 已掌握" },
    NEEDS_HELP: { description: "They were shown and still need somebody. 仍需协助" },
  },
});

const TrainingSchema = defineEntity({
  name: "Training",
  tableName: "training",
  properties: {
    id: p.string().primary(),
    cleaner: () => p.manyToOne(Cleaner).ref(),
    topic: p.enum(() => TrainingTopic),
    heldOn: p.date(),
    result: p.enum(() => TrainingResult),
    byName: p.string(),
  },
  indexes: [{ properties: ["cleaner", "heldOn"] }],
});

@ObjectType({ description: "What a cleaner was shown, and whether it helped. 培训记录" })
export class Training extends TrainingSchema.class {
  @Field(() => ID, { description: "`trn_c02_…`" })
  override id: string;

  @Field(() => TrainingTopic, { description: "What. 内容" })
  override topic: TrainingTopic;

  @Field(() => GraphQLLocalDate, { description: "When. 日期" })
  override heldOn: string;

  @Field(() => TrainingResult, { description: "Whether they can do it now. 结果" })
  override result: TrainingResult;

  @Field({ description: "Who showed them, real name. 培训人" })
  override byName: string;
}
TrainingSchema.setClass(Training);
