import { defineTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Attendance } from "../attendance/attendance.entity.js";
import { DutyPlan } from "../daily-task/duty-plan.entity.js";
import { announcePlan, DutyPlanEventKind } from "../daily-task/duty-plan.events.js";
import { HomeOrder } from "../home-order/home-order.entity.js";
import { announceHomeOrder, HomeOrderEventKind } from "../home-order/home-order.events.js";
import { HomeOrderState } from "../home-order/home-order.state.js";
import { InspectionPoint } from "../inspection/inspection-point.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { announceStaff, StaffEventKind } from "../staff/staff.events.js";
import { WorkOrder } from "../work-order/work-order.entity.js";
import { record, WorkOrderEventKind } from "../work-order/work-order.events.js";
import { unfinishedStates } from "../work-order/work-order.state.js";
import { type NewFirm, openProject, type ServedCommunity } from "./open-project.js";
import { PropertyProject } from "./project.entity.js";

/** From a day on a community is another firm's. */
export type HandOver = {
  readonly community: ServedCommunity;
  readonly firm: NewFirm;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly on: string;
};

/** The day has come from which another firm is responsible for a community. */
export const handOverTimer = defineTimer<HandOver>({
  name: "project/hand-over",
  fire: ({ em, now, hosts }, { data }) => handOver(em, data, now, hosts),
});

/** Each server does its own part: the one that leaves, and the one that comes. Done twice, nothing changes. */
export async function handOver(
  em: EntityManager,
  change: HandOver,
  at: Date,
  hosts: (operator: string) => boolean,
): Promise<void> {
  const { community, firm } = change;
  const running = await em.find(PropertyProject, {
    communityId: community.id,
    firmId: { $ne: firm.id },
    handedOverOn: null,
    // Told late of what was before, it ends nothing that began since.
    startedOn: { $lte: change.on },
  });
  for (const project of running) await endProject(em, project, change, at);
  await openProject(em, change, hosts);
}

/**
 * Ends a firm's part in a community. What was not reported done is closed: the case is the
 * neighborhood's, which sends it to the new firm. What was reported done, and what a resident has
 * agreed on with somebody, the firm brings to its end. Its people stay in its own register: their
 * records are between them and their employer, and the new firm registers its own.
 */
async function endProject(
  em: EntityManager,
  project: PropertyProject,
  { firm, on }: HandOver,
  at: Date,
): Promise<void> {
  const reason = `小区自${on}起由${firm.shortName}接管`;
  project.handedOverOn = on;
  for (const order of await em.find(WorkOrder, {
    project,
    state: { $in: [...unfinishedStates] },
  })) {
    order.handOver(reason, at);
    const organisation = project.firmShortName;
    record(em, order, WorkOrderEventKind.CLOSED, { by: "系统", organisation, note: reason }, at);
  }
  for (const order of await em.find(HomeOrder, { project, state: HomeOrderState.ORDERED })) {
    order.decline(reason, at);
    announceHomeOrder(em, order, HomeOrderEventKind.DECLINED);
  }
  for (const plan of await em.find(DutyPlan, { project, endedAt: null })) {
    plan.end(at);
    announcePlan(em, plan, DutyPlanEventKind.ENDED);
  }
  for (const point of await em.find(InspectionPoint, { project, until: null })) point.retire(at);
  await endAttendance(em, project, at);
}

async function endAttendance(em: EntityManager, project: PropertyProject, at: Date): Promise<void> {
  const here = await em.find(Attendance, { project, endedAt: null });
  const people = await em.find(FirmStaff, { id: { $in: here.map(({ staff }) => staff.id) } });
  const elsewhere = await em.find(Attendance, {
    personId: { $in: people.map(({ personId }) => personId) },
    endedAt: null,
    project: { $ne: project.id },
  });
  for (const attendance of here) {
    attendance.end(at);
    const staff = people.find(({ id }) => id === attendance.staff.id)!;
    staff.onDuty = elsewhere.some(({ personId }) => personId === staff.personId);
    announceStaff(em, staff, StaffEventKind.CLOCKED_OUT, attendance.id);
  }
}
