import {
  conflict,
  type Connection,
  type Context,
  findPage,
  invalidInput,
  notFound,
  now,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import { OptimisticLockError } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist, manages, workOf } from "../firm.policy.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { MonthlyReport, type MonthlyReportState } from "./monthly-report.entity.js";
import { announceReport, MonthlyReportEventKind } from "./monthly-report.events.js";
import { figuresOf } from "./monthly-report.figures.js";
import type { NameReporterInput, SubmitMonthlyReportInput } from "./monthly-report.input.js";

async function readReport({ em }: Context, id: string): Promise<MonthlyReport> {
  const report = await em.findOne(MonthlyReport, requireId(id, "mrp"));
  if (!report) throw notFound(`monthly report ${id}`);
  return report;
}

/** Names another person for a report. */
export async function nameReporter(
  context: Context,
  input: NameReporterInput,
): Promise<MonthlyReport> {
  const { em, actor } = context;
  const report = await readReport(context, input.report);
  insist(manages(actor, report.firmId), "Who reports is named by the firm's manager");
  const staff = await em.findOne(FirmStaff, requireId(input.staff, "stf"));
  if (!staff) throw notFound(`staff ${input.staff}`);
  if (staff.firmId !== report.firmId || staff.leftOn)
    throw invalidInput({ staff: "must be on the firm's present staff" });
  report.assign(staff);
  announceReport(em, report, MonthlyReportEventKind.NAMED);
  await flush(em);
  return report;
}

/** Hands a report in: only the named person answers for it. */
export async function submitMonthlyReport(
  context: Context,
  { report: id, summary, ownersMeetingOn = null }: SubmitMonthlyReportInput,
): Promise<MonthlyReport> {
  const { em, actor } = context;
  const report = await readReport(context, id);
  actor.require("case:write");
  insist(
    actor.id === report.reporterPersonId && actor.org === report.firmId,
    "The report is handed in by the person named for it",
  );
  if (ownersMeetingOn && !ownersMeetingOn.startsWith(report.month))
    throw invalidInput({ ownersMeetingOn: `must be a day of ${report.month}` });
  const figures = await figuresOf(context, report.project.id, report.month);
  report.submit({ summary, ownersMeetingOn, figures }, now());
  announceReport(em, report, MonthlyReportEventKind.SUBMITTED);
  await flush(em);
  return report;
}

async function flush(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw conflict("It was changed a moment ago");
    throw error;
  }
}

/** Which reports of a list. */
export interface ReportFilter {
  readonly firm?: string | null | undefined;
  readonly states?: readonly MonthlyReportState[] | null | undefined;
}

/** The reports that are the actor's to see, latest due first. */
export function listReports(
  { em, actor }: Context,
  { firm, states }: ReportFilter,
  page: PageArgs,
): Promise<Connection<MonthlyReport>> {
  actor.require("case:read");
  const where: FilterQuery<MonthlyReport>[] = [workOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (states?.length) where.push({ state: { $in: [...states] } });
  return findPage(em, MonthlyReport, { $and: where }, { by: "dueAt", direction: "desc" }, page);
}
