import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum TimelineKind {
  REPORTED = "REPORTED",
  FILED = "FILED",
  DISPATCHED = "DISPATCHED",
  RESPONDED = "RESPONDED",
  STARTED = "STARTED",
  RESOLVED = "RESOLVED",
  VERIFIED = "VERIFIED",
  CALLED_BACK = "CALLED_BACK",
  CLOSED = "CLOSED",
  MERGED = "MERGED",
  REJECTED = "REJECTED",
  OUT_OF_SCOPE = "OUT_OF_SCOPE",
  RETURNED = "RETURNED",
  SUSPENDED = "SUSPENDED",
  RESUMED = "RESUMED",
  REOPENED = "REOPENED",
  HELP_ASKED = "HELP_ASKED",
  HELP_OFFERED = "HELP_OFFERED",
  HELP_ACCEPTED = "HELP_ACCEPTED",
  HELP_WITHDRAWN = "HELP_WITHDRAWN",
  EXPERT_ON_SITE = "EXPERT_ON_SITE",
  EXPERT_ADVISED = "EXPERT_ADVISED",
  HELP_CONFIRMED = "HELP_CONFIRMED",
  WORK_ORDER_CREATED = "WORK_ORDER_CREATED",
  WORK_ORDER_ADVANCED = "WORK_ORDER_ADVANCED",
  TASK_CREATED = "TASK_CREATED",
  TASK_CHECKED_IN = "TASK_CHECKED_IN",
  DISCLOSED = "DISCLOSED",
  REVIEWED = "REVIEWED",
}
registerEnumType(TimelineKind, { name: "TimelineKind", description: "What happened, in any party. 经过类别" });

const TimelineEntrySchema = defineEntity({
  name: "TimelineEntry",
  tableName: "timeline_entry",
  properties: {
    id: p.string().primary(),
    complaintId: p.string(),
    at: p.datetime().columnType("timestamptz(3)"),
    kind: p.enum(() => TimelineKind),
    by: p.string(),
    organisation: p.string().nullable(),
    note: p.text().nullable(),
  },
});

@ObjectType({ description: "One thing that happened to a case, whichever party did it. 办理经过" })
export class TimelineEntry extends TimelineEntrySchema.class {
  @Field(() => ID, { description: "Id of the entry. 编号" })
  override id: string;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => TimelineKind, { description: "What. 类别" })
  override kind: TimelineKind;

  @Field({ description: "Who: real name of staff, `居民` for the reporter. 经办人" })
  override by: string;

  @Field(() => String, { nullable: true, description: "For which organisation. 单位" })
  override organisation: string | null;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  override note: string | null;
}
TimelineEntrySchema.setClass(TimelineEntry);
