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
  UNMERGED = "UNMERGED",
  REJECTED = "REJECTED",
  OUT_OF_SCOPE = "OUT_OF_SCOPE",
  RETURNED = "RETURNED",
  SUSPENSION_REQUESTED = "SUSPENSION_REQUESTED",
  SUSPENDED = "SUSPENDED",
  SUSPENSION_REFUSED = "SUSPENSION_REFUSED",
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
  CLOCK_WARNING = "CLOCK_WARNING",
  CLOCK_BREACHED = "CLOCK_BREACHED",
  ESCALATED = "ESCALATED",
  ESCALATION_ANSWERED = "ESCALATION_ANSWERED",
  ESCALATION_VERIFIED = "ESCALATION_VERIFIED",
  PHOTO_ADDED = "PHOTO_ADDED",
}
registerEnumType(TimelineKind, {
  name: "TimelineKind",
  description: "What happened, in any party. 经过类别",
  valuesConfig: {
    REPORTED: { description: "It came in. 受理" },
    FILED: { description: "Classified and graded. 立案" },
    DISPATCHED: { description: "Sent to the responsible firm. 派遣" },
    RESPONDED: { description: "The firm answered. 响应" },
    STARTED: { description: "Work began. 开始处置" },
    RESOLVED: { description: "Reported solved. 办结" },
    VERIFIED: { description: "Seen to be solved. 核查" },
    CALLED_BACK: { description: "The reporter was asked. 回访" },
    CLOSED: { description: "Closed. 结案" },
    MERGED: { description: "Joined to the same complaint. 合并" },
    UNMERGED: { description: "Taken apart again. 撤销合并" },
    REJECTED: { description: "Not taken up. 不予受理" },
    OUT_OF_SCOPE: { description: "Handed to the grid leader. 职责外转办" },
    RETURNED: { description: "Given back by the firm. 退单" },
    SUSPENSION_REQUESTED: { description: "Somebody asked to put it off. 申请缓办" },
    SUSPENDED: { description: "Put off; the clocks stand. 批准缓办" },
    SUSPENSION_REFUSED: { description: "The request to put it off was refused. 驳回缓办" },
    RESUMED: { description: "Taken up again after a pause. 恢复办理" },
    REOPENED: { description: "Taken up anew. 重办" },
    HELP_ASKED: { description: "All firms were asked for help. 发起会诊" },
    HELP_OFFERED: { description: "Another firm offered help. 他企应援" },
    HELP_ACCEPTED: { description: "An offer was accepted. 采纳应援" },
    HELP_WITHDRAWN: { description: "The help request was withdrawn. 撤回会诊" },
    EXPERT_ON_SITE: { description: "The expert arrived. 专家到场" },
    EXPERT_ADVISED: { description: "The expert gave advice. 专家意见" },
    HELP_CONFIRMED: { description: "The help was confirmed. 确认会诊结果" },
    WORK_ORDER_CREATED: { description: "The firm made a work order. 生成工单" },
    WORK_ORDER_ADVANCED: { description: "The work order went on. 工单进展" },
    TASK_CREATED: { description: "A cleaning task was made. 生成保洁任务" },
    TASK_CHECKED_IN: { description: "A cleaner checked in. 保洁签到" },
    DISCLOSED: { description: "The identity was released to somebody. 信息释放" },
    REVIEWED: { description: "The reporter rated it. 业主评价" },
    CLOCK_WARNING: { description: "Less than a quarter of the time is left. 临期预警" },
    CLOCK_BREACHED: { description: "A deadline passed. 超时" },
    ESCALATED: { description: "It was taken to the next level up. 升级" },
    ESCALATION_ANSWERED: { description: "That level answered. 升级答复" },
    PHOTO_ADDED: { description: "Photos were added. 补充照片" },
    ESCALATION_VERIFIED: { description: "That level confirmed the solution. 升级核查" },
  },
});

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
