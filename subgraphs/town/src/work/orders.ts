import type { History } from "../complaints/history.js";
import type { Scribe } from "../complaints/draft.js";
import { textsOf } from "../complaints/texts/texts.js";
import { makeRandom } from "../random.js";
import { minute, plus } from "../time.js";
import type { Staff } from "../firms/firms.types.js";
import type { PhotoRef } from "../photos/photos.types.js";
import type { WorkOrder, WorkOrderState } from "./work.types.js";
import type { Lookup, World } from "../world.js";

/** Numbers work orders firm by firm, as each keeps its own book. */
export function makeOrderNumbers(): (operator: string) => string {
  const used = new Map<string, number>();
  return (operator) => {
    const next = (used.get(operator) ?? 0) + 1;
    used.set(operator, next);
    return `GD-${operator.slice(1)}-${String(next).padStart(4, "0")}`;
  };
}

/** What the firm makes of each complaint dispatched to it. */
export function makeWorkOrders(
  world: World,
  look: Lookup,
  scribe: Scribe,
  histories: readonly History[],
  needsExpert: ReadonlySet<string>,
  number: (operator: string) => string,
): WorkOrder[] {
  const random = makeRandom(world.seed, "work-orders");
  const orders: WorkOrder[] = [];
  for (const history of histories) {
    const { draft, plan, cast } = history;
    if (
      !draft.dispatchedAt ||
      !plan.community.firmId ||
      draft.state === "RETURNED" ||
      draft.state === "OUT_OF_SCOPE"
    )
      continue;
    const firm = look.firmById(plan.community.firmId);
    const state = stateFor(history, world.now, needsExpert);
    const id = random.id("wo", firm.operator);
    const createdAt = plus(draft.dispatchedAt, minute);
    const worker = pickWorker(look, history, random.float());
    const assignedAt = draft.respondedAt && plus(draft.respondedAt, minute);
    const acceptedAt = history.startedAt && assignedAt ? plus(assignedAt, 3 * minute) : undefined;
    const photos: PhotoRef[] =
      draft.resolvedAt && random.chance(0.8)
        ? [scribe.photo(textsOf(draft.category).after, "完工照片", draft.resolvedAt)]
        : [];
    const submittedAt = draft.resolvedAt && plus(draft.resolvedAt, -4 * minute);
    const order: WorkOrder = {
      id,
      number: number(firm.operator),
      firmId: firm.id,
      projectId: look.project(plan.community).id,
      complaintId: draft.id,
      title: draft.title,
      state,
      funding: random.chance(draft.category === "FACADE_FALLING" ? 0.6 : 0.07)
        ? "MAINTENANCE_FUND"
        : "SERVICE_FEE",
      createdAt,
      photos,
      ...(assignedAt ? { assigneeStaffId: worker.id, assignedAt } : {}),
      ...(acceptedAt ? { acceptedAt } : {}),
      ...(history.startedAt ? { onSiteAt: history.startedAt } : {}),
      ...(submittedAt ? { submittedAt } : {}),
      ...(submittedAt && history.verifiedAt ? { approvedAt: draft.resolvedAt } : {}),
      ...(state === "CLOSED" && history.verifiedAt
        ? { closedAt: plus(history.verifiedAt, 5 * minute) }
        : {}),
      ...(notes[state] ? { note: random.pick(notes[state]) } : {}),
    };
    orders.push(order);

    scribe.note(
      draft,
      createdAt,
      "WORK_ORDER_CREATED",
      cast.staff("PROJECT_MANAGER"),
      `工单 ${order.number}`,
    );
    const by = {
      name: worker.name,
      role: worker.post === "REPAIRER" ? ("REPAIRER" as const) : ("STEWARD" as const),
      organisation: firm.shortName,
    };
    if (acceptedAt) scribe.note(draft, acceptedAt, "WORK_ORDER_ADVANCED", by, "已接单");
    if (submittedAt) scribe.note(draft, submittedAt, "WORK_ORDER_ADVANCED", by, "已提交完工照片");
  }
  return orders;
}

function stateFor(
  { draft, startedAt }: History,
  now: Date,
  needsExpert: ReadonlySet<string>,
): WorkOrderState {
  switch (draft.state) {
    case "DISPATCHED":
      return "CREATED";
    case "RESPONDED":
      return "ASSIGNED";
    case "RESOLVED":
      return "SUBMITTED";
    case "VERIFIED":
      return "APPROVED";
    case "REOPENED":
      return "REWORK";
    case "CALLED_BACK":
    case "CLOSED":
      return "CLOSED";
    default: {
      if (needsExpert.has(draft.id)) return "NEEDS_EXPERT";
      const late =
        draft.dispatchedAt !== undefined &&
        now.getTime() - draft.dispatchedAt.getTime() > 2 * 24 * 60 * minute;
      return late && draft.state === "IN_PROGRESS" ? "OVERDUE" : startedAt ? "ON_SITE" : "ACCEPTED";
    }
  }
}

const notes: Partial<Record<WorkOrderState, readonly string[]>> = {
  NEEDS_EXPERT: ["现场查不出原因,申请专家会诊", "缺检测设备,需要外部专家支持"],
  OVERDUE: ["等待配件到货,已向业主说明", "需协调上下楼住户同时在家"],
  REWORK: ["回访不满意,返工处理"],
};

function pickWorker(look: Lookup, { plan }: History, seat: number): Staff {
  const post =
    textsOf(plan.category).skills.length > 0
      ? "REPAIRER"
      : plan.category === "ILLEGAL_PARKING"
        ? "SECURITY"
        : "STEWARD";
  const members = look.staff(plan.community, post);
  return members[Math.floor(seat * members.length)]!;
}
