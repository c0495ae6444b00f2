import { defineEntity, p, ref } from "@mikro-orm/core";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { illegal, next, type Steps } from "../transition.js";

export enum MonthlyReportState {
  DUE = "DUE",
  OVERDUE = "OVERDUE",
  SUBMITTED = "SUBMITTED",
}
registerEnumType(MonthlyReportState, {
  name: "MonthlyReportState",
  description: "How far a monthly report has come. 月报状态",
  valuesConfig: {
    DUE: { description: "To be handed in by the 2nd. 待报" },
    OVERDUE: { description: "The 2nd has passed without it. 逾期未报" },
    SUBMITTED: { description: "Handed in. 已报" },
  },
});

const { DUE, OVERDUE, SUBMITTED } = MonthlyReportState;

const steps: Steps<"SUBMIT" | "FALL_OVERDUE", MonthlyReportState> = {
  SUBMIT: { from: [DUE, OVERDUE], to: SUBMITTED },
  FALL_OVERDUE: { from: [DUE], to: OVERDUE },
};

/** What a month came to, as it stood when the report was handed in. */
@ObjectType({ description: "What a month came to. 月度数据" })
export class MonthlyFigures {
  @Field(() => Int, { description: "Work orders written. 建单数" })
  workOrders: number;

  @Field(() => Int, { description: "Of these, closed by now. 关闭数" })
  workOrdersClosed: number;

  @Field(() => Int, { description: "Of these, with a broken promise of the 321. 未兑现承诺数" })
  promisesBroken: number;

  @Field(() => Int, { description: "Points to be inspected. 应检点位" })
  inspectionsDue: number;

  @Field(() => Int, { description: "Of these, effective at their last inspection. 有效点位" })
  inspectionsEffective: number;

  @Field(() => Int, { description: "Daily tasks sent. 日常任务数" })
  tasks: number;

  @Field(() => Int, { description: "Of these, done. 完成数" })
  tasksDone: number;

  @Field(() => Int, { description: "Orders in homes that were rated. 已评价点单数" })
  ratings: number;

  @Field(() => Int, { description: "The sum of their scores. 评分合计" })
  ratingPoints: number;
}

const MonthlyReportSchema = defineEntity({
  name: "MonthlyReport",
  tableName: "monthly_report",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    month: p.string(),
    state: p.enum(() => MonthlyReportState),
    reporter: () => p.manyToOne(FirmStaff).ref().nullable(),
    reporterPersonId: p.string().nullable(),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    breachedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    submittedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    summary: p.text().nullable(),
    ownersMeetingOn: p.date().nullable(),
    figures: p.json<MonthlyFigures>().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ["project", "month"] }],
  indexes: [
    { properties: ["dueAt", "id"] },
    { properties: ["firmId", "dueAt", "id"] },
    { properties: ["communityId", "dueAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description:
    "A project's report of a month, handed in by a named person by the 2nd of the next. 项目月报",
})
export class MonthlyReport extends MonthlyReportSchema.class {
  @Field(() => ID, { description: "`mrp_f07_…`" })
  override id: string;

  @Field({ description: "`YYYY-MM`. 月份" })
  override month: string;

  @Field(() => MonthlyReportState, { description: "How far it has come. 状态" })
  override state: MonthlyReportState;

  @Field({ description: "The end of the 2nd in Asia/Shanghai. 截止时间" })
  override dueAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When the 2nd passed without it; stays when it comes late. 逾期时间",
  })
  override breachedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was handed in. 上报时间" })
  override submittedAt: Date | null;

  @Field(() => String, { nullable: true, description: "In the reporter's words. 小结" })
  override summary: string | null;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "When the month's owners' meeting was held, the 1 of the 321. 业主恳谈会日期",
  })
  override ownersMeetingOn: string | null;

  @Field(() => MonthlyFigures, { nullable: true, description: "What it came to. 月度数据" })
  override figures: MonthlyFigures | null;

  /** @throws HutongError `ILLEGAL_TRANSITION` when it was handed in already */
  assign(staff: FirmStaff): void {
    if (this.state === SUBMITTED) throw illegal(this.state, "NAME");
    this.reporter = ref(staff);
    this.reporterPersonId = staff.personId;
  }

  submit(what: Pick<MonthlyReport, "summary" | "ownersMeetingOn" | "figures">, at: Date): void {
    this.state = next(steps, this.state, "SUBMIT");
    Object.assign(this, what);
    this.submittedAt = at;
  }

  /** Whether the 2nd passed without it; the breach stays on record. */
  fallOverdue(at: Date): boolean {
    if (this.state !== DUE) return false;
    this.state = next(steps, this.state, "FALL_OVERDUE");
    this.breachedAt = at;
    return true;
  }
}
MonthlyReportSchema.setClass(MonthlyReport);
