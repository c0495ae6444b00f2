import {
  conflict,
  type Connection,
  type Context,
  findPage,
  HutongError,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  setTimer,
  now,
} from "@hutong/kit";
import { LockMode } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { clauseInForce } from "../agreement/clause-in-force.js";
import { DailyTask } from "../daily-task/daily-task.entity.js";
import { announceTask, DailyTaskEventKind } from "../daily-task/daily-task.events.js";
import { lockTask } from "../daily-task/daily-task.reference.js";
import { grabDueTimer } from "../daily-task/daily-task.schedule.js";
import { DailyTaskState } from "../daily-task/daily-task.state.js";
import { insist, labourOf, manages } from "../firm.policy.js";
import { operatorOfFirm } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { actingStaff } from "../staff/staff.service.js";
import { minute, plus } from "../time.js";
import { GrabRules, usualRules } from "./grab-rules.entity.js";
import { Grab, GrabState } from "./grab.entity.js";
import type { SetGrabRulesInput } from "./grab.input.js";

/**
 * Takes an open task: exactly one wins, however many try at once.
 * @throws HutongError `CONFLICT` for all but the first, `GRAB_REFUSED` when a guard says no,
 *   `ILLEGAL_TRANSITION` when the task is not open for grabbing
 */
export async function grabTask(context: Context, id: string): Promise<Grab> {
  const { em, actor } = context;
  requireId(id, "dtk");
  actor.require("case:write");
  const task = await em.findOne(DailyTask, id);
  if (!task) throw notFound(`daily task ${id}`);
  const staff = await actingStaff(context);
  insist(staff?.firmId === task.firmId, "Tasks are grabbed by the firm's registered staff");
  // Most of a crowd comes too late: they are told without waiting for the lock.
  insistOpen(task);
  return em.transactional(async (inner) => {
    // The person before the task, as the cap counts over all tasks of the person.
    const grabber = await inner.findOneOrFail(FirmStaff, staff.id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    const open = (await lockTask(inner, id))!;
    insistOpen(open);
    const rules = (await inner.findOne(GrabRules, task.firmId)) ?? usualRules;
    await insistGuards(inner, grabber, open, rules.maxOpen);
    const at = now();
    const clause = await clauseInForce(inner, open, at);
    const grab = inner.create(Grab, {
      id: newId("grb", operatorOf(id)),
      firmId: task.firmId,
      task: open,
      grabber,
      responsible: open.staff,
      personId: grabber.personId,
      state: GrabState.RUNNING,
      agreementId: clause?.id ?? null,
      rewardFen: clause?.rewardFen ?? null,
      penaltyFen: clause?.penaltyFen ?? null,
      at,
      dueAt: plus(at, rules.finishMinutes * minute),
    });
    inner.persist(grab);
    open.grab(grabber);
    setTimer(inner, grabDueTimer, open.id, grab.dueAt);
    announceTask(inner, open, DailyTaskEventKind.GRABBED);
    return grab;
  });
}

function insistOpen(task: DailyTask): void {
  if (task.state === DailyTaskState.GRABBED) throw conflict("Somebody else grabbed it first");
  task.insistOpen();
}

async function insistGuards(
  em: EntityManager,
  grabber: FirmStaff,
  task: DailyTask,
  maxOpen: number,
): Promise<void> {
  const refused = (fields: Record<string, string>): HutongError =>
    new HutongError("GRAB_REFUSED", { fields });
  if (task.staff.id === grabber.id) throw refused({ task: "is your own" });
  if (!grabber.onDuty) throw refused({ duty: "clock in first" });
  if (task.skill && !grabber.skills.includes(task.skill))
    throw refused({ skill: `the task takes ${task.skill}` });
  const open = await em.count(Grab, { grabber: grabber.id, state: GrabState.RUNNING });
  if (open >= maxOpen) throw refused({ cap: `finish one of your ${open} first` });
}

/** Sets the firm's rules for grabbing. */
export async function setGrabRules(
  { em, actor }: Context,
  { firm, ...rules }: SetGrabRulesInput,
): Promise<GrabRules> {
  const firmId = requireId(firm, "firm");
  insist(manages(actor, firmId), "The rules for grabbing are the firm's manager's");
  return em.upsert(GrabRules, { firmId, operator: await operatorOfFirm(em, firmId), ...rules });
}

/** Who grabbed what, latest first, of the actor's firm. */
export function listGrabs(
  { em, actor }: Context,
  firm: string | null | undefined,
  page: PageArgs,
): Promise<Connection<Grab>> {
  actor.require("case:read");
  const where: FilterQuery<Grab>[] = [labourOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  return findPage(em, Grab, { $and: where }, { by: "at", direction: "desc" }, page);
}
