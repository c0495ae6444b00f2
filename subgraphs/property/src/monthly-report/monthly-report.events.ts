import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { MonthlyReport } from "./monthly-report.entity.js";

export enum MonthlyReportEventKind {
  DUE = "DUE",
  NAMED = "NAMED",
  REMINDED = "REMINDED",
  BREACHED = "BREACHED",
  SUBMITTED = "SUBMITTED",
}
registerEnumType(MonthlyReportEventKind, {
  name: "MonthlyReportEventKind",
  description: "What happened to a monthly report. 月报动态类别",
  valuesConfig: {
    DUE: { description: "The month is over; it is to be written. 待报" },
    NAMED: { description: "Somebody else is named for it. 指定报告人" },
    REMINDED: { description: "It is due today. 到期提醒" },
    BREACHED: { description: "The 2nd has passed without it. 逾期" },
    SUBMITTED: { description: "It was handed in. 已报" },
  },
});

type Payload = { report: string; firm: string; community: string };

export const monthlyReportTopic = defineTopic<MonthlyReportEventKind, Payload>("monthly-report");

/** Announces, with the change itself, what happened to a report. */
export function announceReport(
  em: EntityManager,
  { id, firmId, communityId }: MonthlyReport,
  kind: MonthlyReportEventKind,
): void {
  emit(em, monthlyReportTopic, kind, { report: id, firm: firmId, community: communityId });
}

@ObjectType({ description: "Something happened to a monthly report. 月报动态" })
export class MonthlyReportEvent extends LiveEvent<Payload> {
  @Field(() => MonthlyReportEventKind, { description: "What. 类别" })
  kind: MonthlyReportEventKind;
}
