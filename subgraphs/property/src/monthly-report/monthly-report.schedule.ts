import { defineJob, defineTimer, newId, operatorOf, setTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { day, monthPlus, plus, shanghaiInstant, shanghaiMonth } from "../time.js";
import { MonthlyReport, MonthlyReportState } from "./monthly-report.entity.js";
import { announceReport, MonthlyReportEventKind } from "./monthly-report.events.js";

/** On its last day, the named person is reminded. */
export const reportReminderTimer = defineTimer({
  name: "monthly-report/reminder",
  fire: async ({ em }, { subject }) => {
    const report = await em.findOne(MonthlyReport, subject);
    if (report?.state === MonthlyReportState.DUE)
      announceReport(em, report, MonthlyReportEventKind.REMINDED);
  },
});

/** The 2nd is over: a report that is not in has breached, and that stays. */
export const reportDueTimer = defineTimer({
  name: "monthly-report/due",
  fire: async ({ em, now }, { subject }) => {
    const report = await em.findOne(MonthlyReport, subject);
    if (report?.fallOverdue(now)) announceReport(em, report, MonthlyReportEventKind.BREACHED);
  },
});

/** On the 1st, every project owes the report of the month before. */
export const monthlyReportJob = defineJob({
  name: "monthly-reports",
  cron: "10 0 1 * *",
  run: ({ em, dueAt }) => askForReports(em, shanghaiMonth(dueAt)),
});

/** Asks each project for the report of the month before this one; its manager is named for it. */
async function askForReports(em: EntityManager, present: string): Promise<void> {
  const month = monthPlus(present, -1);
  const asked = new Set((await em.find(MonthlyReport, { month })).map(({ project }) => project.id));
  const serving = { $or: [{ handedOverOn: null }, { handedOverOn: { $gt: `${month}-01` } }] };
  const projects = (await em.find(PropertyProject, serving)).filter(({ id }) => !asked.has(id));
  const managers = new Map(
    (
      await em.find(FirmStaff, {
        id: { $in: projects.flatMap(({ managerId }) => managerId ?? []) },
        leftOn: null,
      })
    ).map((staff) => [staff.id, staff]),
  );
  for (const project of projects) {
    const manager = project.managerId ? managers.get(project.managerId) : undefined;
    const report = em.create(MonthlyReport, {
      id: newId("mrp", operatorOf(project.id)),
      firmId: project.firmId,
      communityId: project.communityId,
      project,
      month,
      state: MonthlyReportState.DUE,
      reporter: manager ?? null,
      reporterPersonId: manager?.personId ?? null,
      dueAt: plus(shanghaiInstant(`${present}-02`), day),
    });
    em.persist(report);
    setTimer(em, reportReminderTimer, report.id, plus(report.dueAt, -day));
    setTimer(em, reportDueTimer, report.id, report.dueAt);
    announceReport(em, report, MonthlyReportEventKind.DUE);
  }
}
