import {
  conflict,
  type Connection,
  type Context,
  findPage,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  proveIdentity,
  requireId,
  shanghaiDate,
  type Skill,
  now,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist, labourOf, manages } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff, type StaffPost } from "./staff.entity.js";
import { announceStaff, StaffEventKind } from "./staff.events.js";
import type { RegisterStaffInput, StaffInput, StaffLeavesInput } from "./staff.input.js";

/** Somebody new, checked. */
export interface NewStaff {
  readonly project: PropertyProject;
  readonly name: string;
  readonly idHash: string;
  readonly post: StaffPost;
  readonly phone: string;
  readonly skills: readonly Skill[];
  readonly personId?: string | null;
}

/** Puts somebody into the firm's register, to be flushed by the caller. */
export function writeStaff(em: EntityManager, { project, personId, ...rest }: NewStaff): FirmStaff {
  const staff = em.create(FirmStaff, {
    ...rest,
    skills: [...rest.skills],
    id: newId("stf", operatorOf(project.id)),
    firmId: project.firmId,
    project,
    personId: personId ?? newId("per"),
    onDuty: false,
    registeredOn: shanghaiDate(now()),
  });
  em.persist(staff);
  announceStaff(em, staff, StaffEventKind.REGISTERED);
  return staff;
}

/**
 * Registers somebody under the real name.
 * @throws HutongError `INVALID_INPUT` for an alias or a wrong ID number, `CONFLICT` for somebody who
 *   is registered with the firm already
 */
export async function registerStaff(
  context: Context,
  input: RegisterStaffInput,
): Promise<FirmStaff> {
  const { em, actor, identity } = context;
  const project = await em.findOne(PropertyProject, requireId(input.project, "prj"));
  if (!project) throw notFound(`project ${input.project}`);
  insist(manages(actor, project.firmId), "Staff are registered by the firm's manager");
  project.insistServing("REGISTER");
  const staff = writeStaff(em, {
    ...input,
    project,
    idHash: proveIdentity(identity, project.firmId, input),
    personId: input.person ?? null,
  });
  await flushRegister(em);
  return staff;
}

/** Two registrations of one person at once: the index lets one through. */
export async function flushRegister(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("Somebody with this ID number is registered with the firm already");
    throw error;
  }
}

/** One of the actor's firm's staff, for a change. */
async function ownStaff({ em, actor }: Context, id: string): Promise<FirmStaff> {
  const staff = await em.findOne(FirmStaff, requireId(id, "stf"));
  if (!staff) throw notFound(`staff ${id}`);
  insist(manages(actor, staff.firmId), "Staff are looked after by their firm's manager");
  return staff;
}

/** Confirms that somebody may serve in people's homes. */
export async function vetStaff(context: Context, input: StaffInput): Promise<FirmStaff> {
  const staff = await ownStaff(context, input.staff);
  staff.vet(shanghaiDate(now()));
  announceStaff(context.em, staff, StaffEventKind.VETTED);
  await context.em.flush();
  return staff;
}

/** Writes down that somebody has left; the register keeps them, the present staff no longer does. */
export async function recordStaffLeft(
  context: Context,
  input: StaffLeavesInput,
): Promise<FirmStaff> {
  const staff = await ownStaff(context, input.staff);
  staff.leave(input.on ?? shanghaiDate(now()));
  announceStaff(context.em, staff, StaffEventKind.LEFT);
  await context.em.flush();
  return staff;
}

/** Which staff of a list. */
export interface StaffFilter {
  readonly firm?: string | null;
  readonly project?: string | null;
  readonly left?: boolean | null;
}

/** The staff of the firms that are the actor's to see, last registered first. */
export function listStaff(
  { em, actor }: Context,
  { firm, project, left }: StaffFilter,
  page: PageArgs,
): Promise<Connection<FirmStaff>> {
  actor.require("case:read");
  const where: FilterQuery<FirmStaff>[] = [labourOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (project) where.push({ project: requireId(project, "prj") });
  if (!left) where.push({ leftOn: null });
  const order = { by: "registeredOn", direction: "desc" } as const;
  return findPage(em, FirmStaff, { $and: where }, order, page);
}

/** The actor's own row in the register of the firm they act for now, or null. */
export function actingStaff({ em, actor }: Context): Promise<FirmStaff | null> {
  return em.findOne(
    FirmStaff,
    { personId: actor.id, firmId: actor.org, leftOn: null },
    { orderBy: { registeredOn: "desc", id: "desc" } },
  );
}
