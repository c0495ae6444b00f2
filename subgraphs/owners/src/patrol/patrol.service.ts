import {
  type Connection,
  type Context,
  findPage,
  forbidden,
  HutongError,
  newId,
  notFound,
  now,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import { LockMode } from "@mikro-orm/postgresql";

import { Volunteer } from "../volunteer/volunteer.entity.js";
import { Patrol } from "./patrol.entity.js";
import { announce, PatrolEventKind } from "./patrol.events.js";
import type { PatrolStepInput, PlanPatrolInput } from "./patrol.input.js";
import { mayPlan, mayReadPatrol, mayTake } from "./patrol.policy.js";
import { patrolReference } from "./patrol.reference.js";
import { PatrolState, PatrolStep } from "./patrol.state.js";

const kindOf: Readonly<Record<PatrolStep, PatrolEventKind>> = {
  START: PatrolEventKind.STARTED,
  FINISH: PatrolEventKind.FINISHED,
  CANCEL: PatrolEventKind.CANCELLED,
};

/**
 * Plans a patrol for a volunteer.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION` for one who left
 */
export async function planPatrol(
  { em, actor }: Context,
  { volunteer: volunteerId, route, plannedAt }: PlanPatrolInput,
): Promise<Patrol> {
  const volunteer = await em.findOne(Volunteer, requireId(volunteerId, "vol"));
  // Whoever may not plan here does not learn who volunteers either.
  if (!volunteer || !mayPlan(actor, volunteer.communityId)) {
    if (actor.is("COMMITTEE_MEMBER") && !volunteer) throw notFound(`volunteer ${volunteerId}`);
    throw forbidden("Patrols are planned by the owners' committee");
  }
  if (volunteer.leftOn) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: "This volunteer has left",
      state: "LEFT",
    });
  }
  const patrol = em.create(Patrol, {
    id: newId("pat"),
    communityId: volunteer.communityId,
    route: route.trim(),
    plannedAt,
    personId: volunteer.personId,
    walkerName: volunteer.name,
    state: PatrolState.PLANNED,
    startedAt: null,
    endedAt: null,
    remark: null,
  });
  announce(em, patrol, PatrolEventKind.PLANNED);
  await em.flush();
  return patrol;
}

/**
 * Takes a step of a patrol; the row is locked before it is decided.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`
 */
export async function takePatrolStep(
  context: Context,
  { patrol: id, remark }: PatrolStepInput,
  step: PatrolStep,
): Promise<Patrol> {
  const seen = await patrolReference.loadOne(requireId(id, "pat"), context);
  if (!seen) throw notFound(`patrol ${id}`);
  if (!mayTake(context.actor, seen, step)) {
    throw forbidden("A patrol is walked by its volunteer");
  }
  return context.em.fork().transactional(async (em) => {
    const patrol = await em.findOneOrFail(Patrol, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    patrol.take(step, now(), remark);
    announce(em, patrol, kindOf[step]);
    return patrol;
  });
}

/** The patrols of a community, newest first; null for who may not see them. */
export async function patrolsOf(
  communityId: string,
  { em, actor }: Context,
  page: PageArgs,
): Promise<Connection<Patrol> | null> {
  if (!mayReadPatrol(actor, { communityId, personId: "" })) return null;
  return findPage(em, Patrol, { communityId }, { by: "plannedAt", direction: "desc" }, page);
}
