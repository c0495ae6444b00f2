import { type Context, HutongError, invalidInput, requireId, toCsv } from "@hutong/kit";
import { type EntityClass, raw, ReferenceKind } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

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

/** Some rows of a book, as a file. */
export interface ExportedPage {
  readonly csv: string;
  readonly rows: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/**
 * A firm's book as CSV, a page at a time in the order of the keys: all the firm owns, and nothing that
 * is a resident's or would tell an ID number.
 * @param first - at most 5,000 rows
 */
export async function exportBook(
  { em, actor }: Context,
  {
    firm,
    book,
    after,
    first,
  }: { firm: string; book: ExportBook; after?: string | null; first: number },
): Promise<ExportedPage> {
  const firmId = requireId(firm, "firm");
  actor.require("case:read");
  insist(manages(actor, firmId), "A firm's books are exported by its manager");
  if (first < 1 || first > 5_000) throw invalidInput({ first: "must be from 1 to 5000" });
  if (after && !/^\w{1,80}$/.test(after)) throw new HutongError("INVALID_CURSOR");
  const entity = books[book];
  const key = em.getMetadata().get(entity).primaryKeys[0]!;
  const behind = firmBehind[book];
  const rows = await em.find<Record<string, unknown>>(
    entity as EntityClass<Record<string, unknown>>,
    {
      $and: [
        behind ? { [raw(behind, [firmId])]: [] } : { firmId },
        after ? { [key]: { $gt: after } } : {},
      ],
    } as never,
    { orderBy: { [key]: "asc" } as never, limit: first + 1 },
  );
  const page = rows.slice(0, first);
  return {
    csv: toCsv(columnsOf(em, entity), page),
    rows: page.length,
    endCursor: (page.at(-1)?.[key] as string | undefined) ?? null,
    hasNextPage: rows.length > first,
  };
}

/** One column for each stored property, in their order, but for those that are hidden. */
function columnsOf(em: EntityManager, entity: EntityClass<object>) {
  const stored = em
    .getMetadata()
    .get(entity)
    .props.filter(
      ({ hidden, kind, version }) =>
        !hidden &&
        !version &&
        [ReferenceKind.SCALAR, ReferenceKind.MANY_TO_ONE, ReferenceKind.ONE_TO_ONE].includes(kind),
    );
  return Object.fromEntries(
    stored.map(({ name }) => [
      name,
      (row: Record<string, unknown>) => cell(row[name as keyof typeof row]),
    ]),
  );
}

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") {
    const id = (value as { id?: unknown }).id;
    return typeof id === "string" ? id : JSON.stringify(value);
  }
  return typeof value === "number" ? value : String(value as string | boolean);
}
