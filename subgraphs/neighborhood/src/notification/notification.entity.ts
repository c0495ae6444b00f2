import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType } from "type-graphql";

import { TimelineKind } from "../complaint/timeline.entity.js";

const NotificationSchema = defineEntity({
  name: "Notification",
  tableName: "notification",
  properties: {
    id: p.string().primary(),
    /** A person's id, an organisation's, or the word for a whole office; see `notification.policy`. */
    to: p.string(),
    kind: p.enum(() => TimelineKind),
    complaintId: p.string(),
    note: p.text().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
    readAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

@ObjectType({ description: "Something that somebody must know of, without having asked. 通知" })
export class Notification extends NotificationSchema.class {
  @Field(() => ID, { description: "`ntf_…`" })
  override id: string;

  @Field(() => TimelineKind, { description: "What happened. 类别" })
  override kind: TimelineKind;

  @Field(() => String, { nullable: true, description: "In a few words. 说明" })
  override note: string | null;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When it was read; an office reads as one. 已读时间",
  })
  override readAt: Date | null;
}
NotificationSchema.setClass(Notification);
