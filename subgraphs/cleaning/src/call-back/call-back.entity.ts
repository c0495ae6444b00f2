import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";

export enum CallBackReason {
  ASKED = "ASKED",
  NOT_UNDERSTOOD = "NOT_UNDERSTOOD",
}
registerEnumType(CallBackReason, {
  name: "CallBackReason",
  description: "Why somebody is to be called. 回电原因",
  valuesConfig: {
    ASKED: { description: "They asked for their leader. 本人要求" },
    NOT_UNDERSTOOD: { description: "Two SMS in a row could not be understood. 短信两次未能识别" },
  },
});

const CallBackSchema = defineEntity({
  name: "CallBack",
  tableName: "call_back",
  properties: {
    id: p.string().primary(),
    cleaner: () => p.manyToOne(Cleaner).ref(),
    crew: () => p.manyToOne(Crew).ref(),
    reason: p.enum(() => CallBackReason),
    askedAt: p.datetime().columnType("timestamptz(3)"),
    calledAt: p.datetime().columnType("timestamptz(3)").nullable(),
    calledByName: p.string().nullable(),
  },
  indexes: [{ properties: ["crew", "calledAt", "askedAt"] }],
});

@ObjectType({ description: "A cleaner whom the crew leader is to call. 待回电" })
export class CallBack extends CallBackSchema.class {
  @Field(() => ID, { description: "`cbk_c02_…`" })
  override id: string;

  @Field(() => CallBackReason, { description: "Why. 原因" })
  override reason: CallBackReason;

  @Field({ description: "Since when. 提出时间" })
  override askedAt: Date;

  @Field(() => Date, { nullable: true, description: "When they were called. 回电时间" })
  override calledAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who called, real name. 回电人" })
  override calledByName: string | null;
}
CallBackSchema.setClass(CallBack);
