import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum SmsDirection {
  IN = "IN",
  OUT = "OUT",
}
registerEnumType(SmsDirection, {
  name: "SmsDirection",
  description: "Which way an SMS went. 短信方向",
  valuesConfig: {
    IN: { description: "From the cleaner. 来信" },
    OUT: { description: "To the cleaner. 去信" },
  },
});

const SmsMessageSchema = defineEntity({
  name: "SmsMessage",
  tableName: "sms_message",
  properties: {
    id: p.string().primary(),
    direction: p.enum(() => SmsDirection),
    cleanerId: p.string(),
    phone: p.string(),
    text: p.string(),
    /** The carrier's own id of what came in: the same one twice is one message. */
    carrierId: p.string().nullable().unique(),
    /** Not understood, or not possible: two in a row, and somebody calls back. */
    failed: p.boolean(),
    at: p.datetime().columnType("timestamptz(3)"),
    sentAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
  indexes: [{ properties: ["cleanerId", "at", "id"] }],
});

@ObjectType({ description: "An SMS between a cleaner and the contractor. 短信" })
export class SmsMessage extends SmsMessageSchema.class {
  @Field(() => ID, { description: "`sms_c02_…`" })
  override id: string;

  @Field(() => SmsDirection, { description: "Which way. 方向" })
  override direction: SmsDirection;

  @Field({ description: "What it says. 内容" })
  override text: string;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the carrier took it; null while it waits. 发出时间",
  })
  override sentAt: Date | null;
}
SmsMessageSchema.setClass(SmsMessage);
