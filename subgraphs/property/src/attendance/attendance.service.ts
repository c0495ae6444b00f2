import {
  conflict,
  type Connection,
  type Context,
  findPage,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import { LockMode } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist, personalOf } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { announceStaff, StaffEventKind } from "../staff/staff.events.js";
import { actingStaff } from "../staff/staff.service.js";
import { Attendance } from "./attendance.entity.js";
import type { ClockInInput } from "./attendance.input.js";
import { mayClock } from "./attendance.policy.js";

async function whoComes(context: Context, staff?: string | null): Promise<FirmStaff> {
  const found = staff
    ? await context.em.findOne(FirmStaff, requireId(staff, "stf"))
    : await actingStaff(context);
  if (!found) throw notFound(staff ? `staff ${staff}` : "staff registered as you");
  return found;
}

/**
 * Somebody comes to a site. Who is at another one already is let in and flagged: what matters is that
 * it is seen, and refusing the second site would only hide which of the two is true.
 * @throws HutongError `CONFLICT` when they are clocked in at this site already
 */
export async function clockIn(context: Context, input: ClockInInput): Promise<Attendance> {
  const { em, actor } = context;
  const staff = await whoComes(context, input.staff);
  insist(mayClock(actor, staff), "People clock in themselves, or through their firm's manager");
  const project = await em.findOne(PropertyProject, requireId(input.project, "prj"));
  if (!project || project.firmId !== staff.firmId) throw notFound(`project ${input.project}`);
  project.insistServing("CLOCK_IN");
  return em.transactional(async (inner) => {
    // One after the other for each person, so that two sites at once see each other.
    await inner.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", [staff.personId]);
    const person = await inner.findOneOrFail(FirmStaff, staff.id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    person.insistActive("CLOCK_IN");
    const open = await inner.find(Attendance, { personId: staff.personId, endedAt: null });
    if (open.some((one) => one.project.id === project.id))
      throw conflict("They are clocked in at this site already");
    const attendance = inner.create(Attendance, {
      id: newId("att", operatorOf(project.id)),
      firmId: project.firmId,
      project,
      staff: person,
      personId: person.personId,
      startedAt: now(),
      proxyName: actor.id === person.personId ? null : actor.name,
    });
    inner.persist(attendance);
    person.onDuty = true;
    announceStaff(inner, person, StaffEventKind.CLOCKED_IN, attendance.id);
    const [elsewhere] = open;
    if (elsewhere) {
      attendance.doubleWith = elsewhere.id;
      for (const other of open) other.doubleWith ??= attendance.id;
      announceStaff(inner, person, StaffEventKind.AT_TWO_SITES, attendance.id);
    }
    return attendance;
  });
}

/** Somebody goes from a site; on duty as long as they are at another. */
export async function clockOut(context: Context, id: string): Promise<Attendance> {
  const { em, actor } = context;
  const attendance = await em.findOne(Attendance, requireId(id, "att"));
  if (!attendance) throw notFound(`attendance ${id}`);
  insist(mayClock(actor, attendance), "People clock out themselves, or through their manager");
  return em.transactional(async (inner) => {
    const staff = await inner.findOneOrFail(FirmStaff, attendance.staff.id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    const ending = await inner.findOneOrFail(Attendance, id, { refresh: true });
    ending.end(now());
    staff.onDuty = (await othersOpen(inner, ending)) > 0;
    announceStaff(inner, staff, StaffEventKind.CLOCKED_OUT, id);
    return ending;
  });
}

const othersOpen = (em: EntityManager, { id, personId }: Attendance): Promise<number> =>
  em.count(Attendance, { personId, endedAt: null, id: { $ne: id } });

/** Which attendance of a list. */
export interface AttendanceFilter {
  readonly firm?: string | null;
  readonly project?: string | null;
  readonly atTwoSites?: boolean | null;
}

/** The attendance that is the actor's to see, latest first. */
export function listAttendance(
  { em, actor }: Context,
  { firm, project, atTwoSites }: AttendanceFilter,
  page: PageArgs,
): Promise<Connection<Attendance>> {
  actor.require("case:read");
  const where: FilterQuery<Attendance>[] = [personalOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (project) where.push({ project: requireId(project, "prj") });
  if (atTwoSites) where.push({ doubleWith: { $ne: null } });
  const order = { by: "startedAt", direction: "desc" } as const;
  return findPage(em, Attendance, { $and: where }, order, page);
}
