import {
  type Context,
  type ExportedPage,
  exportPage,
  type ExportSpan,
  requireId,
} from "@hutong/kit";
import { type EntityClass, raw } from "@mikro-orm/core";

import { PlatformClause } from "../agreement/platform-clause.entity.js";
import { Attendance } from "../attendance/attendance.entity.js";
import { DailyTask } from "../daily-task/daily-task.entity.js";
import { DutyPlan } from "../daily-task/duty-plan.entity.js";
import { insist, manages } from "../firm.policy.js";
import { GrabRules } from "../grab/grab-rules.entity.js";
import { Grab } from "../grab/grab.entity.js";
import { HomeDisclosure } from "../home-order/home-disclosure.entity.js";
import { HomeOrder } from "../home-order/home-order.entity.js";
import { InspectionPoint } from "../inspection/inspection-point.entity.js";
import { Inspection } from "../inspection/inspection.entity.js";
import { MonthlyReport } from "../monthly-report/monthly-report.entity.js";
import { PriceItem } from "../price/price-item.entity.js";
import { PropertyProject } from "../project/project.entity.js";
import { Dispute } from "../settlement/dispute.entity.js";
import { LabourEntry } from "../settlement/ledger-entry.entity.js";
import { Settlement } from "../settlement/settlement.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { WorkOrderEntry } from "../work-order/work-order-entry.entity.js";
import { WorkOrder } from "../work-order/work-order.entity.js";
import { ExportBook } from "./export-book.js";

/** What each book holds. */
export const books: Readonly<Record<ExportBook, EntityClass<object>>> = {
  PROJECTS: PropertyProject,
  STAFF: FirmStaff,
  ATTENDANCE: Attendance,
  WORK_ORDERS: WorkOrder,
  WORK_ORDER_ENTRIES: WorkOrderEntry,
  DUTY_PLANS: DutyPlan,
  DAILY_TASKS: DailyTask,
  GRABS: Grab,
  GRAB_RULES: GrabRules,
  AGREEMENTS: PlatformClause,
  LABOUR_ENTRIES: LabourEntry,
  SETTLEMENTS: Settlement,
  DISPUTES: Dispute,
  INSPECTION_POINTS: InspectionPoint,
  INSPECTIONS: Inspection,
  PRICES: PriceItem,
  HOME_ORDERS: HomeOrder,
  HOME_DISCLOSURES: HomeDisclosure,
  MONTHLY_REPORTS: MonthlyReport,
};

/** Rows that do not carry their firm themselves. */
const firmBehind: Partial<Record<ExportBook, string>> = {
  WORK_ORDER_ENTRIES: "work_order_id in (select id from work_order where firm_id = ?)",
  HOME_DISCLOSURES: "order_id in (select id from home_order where firm_id = ?)",
};

/**
 * A firm's book as CSV, a page at a time in the order of the keys: all the firm owns, and nothing that
 * is a resident's or would tell an ID number.
 */
export async function exportBook(
  { em, actor }: Context,
  { firm, book, ...span }: ExportSpan & { firm: string; book: ExportBook },
): Promise<ExportedPage> {
  const firmId = requireId(firm, "firm");
  actor.require("case:read");
  insist(manages(actor, firmId), "A firm's books are exported by its manager");
  const behind = firmBehind[book];
  return exportPage(em, books[book], behind ? { [raw(behind, [firmId])]: [] } : { firmId }, span);
}
