import {
  conflict,
  type Context,
  invalidInput,
  newId,
  notFound,
  now,
  operatorOf,
  proveIdentity,
  requireId,
  shanghaiDate,
} from "@hutong/kit";
import { ref, UniqueConstraintViolationException } from "@mikro-orm/core";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { CleaningTask } from "../task/task.entity.js";
import { CleaningTaskEventKind, record } from "../task/task.events.js";
import { insist } from "../task/task.policy.js";
import { CleaningTaskState } from "../task/task.state.js";
import { Cleaner } from "./cleaner.entity.js";
import { announceCleaner, CleanerEventKind } from "./cleaner.events.js";
import type {
  AppointCrewLeaderInput,
  MoveCleanerInput,
  RegisterCleanerInput,
  RetireCleanerInput,
} from "./cleaner.input.js";
import { Crew } from "./crew.entity.js";
import { mayAppoint, mayKeepRegister } from "./crew.policy.js";

const refusal = "Cleaners are registered, moved and retired by their crew's leader";

/**
 * Registers a cleaner under the real name. Who comes back is a new row and the same person, so that
 * what was seen of them before still speaks.
 * @throws HutongError `INVALID_INPUT` for an alias or a wrong ID number, `CONFLICT` for somebody, or a
 *   phone, that is registered with the contractor already
 */
export async function registerCleaner(
  { em, actor, identity }: Context,
  { crew: crewId, idNumber, person, ...input }: RegisterCleanerInput,
): Promise<Cleaner> {
  const crew = await em.findOne(Crew, requireId(crewId, "crew"));
  if (!crew) throw notFound(`crew ${crewId}`);
  insist(mayKeepRegister(actor, crew), refusal);
  const contractorId = crew.contractor.id;
  const idHash = proveIdentity(identity, contractorId, { name: input.name, idNumber });
  const before = await em.findOne(
    Cleaner,
    { contractorId, idHash },
    { orderBy: { registeredOn: "desc", id: "desc" } },
  );
  const cleaner = em.create(Cleaner, {
    ...input,
    id: newId("cln", operatorOf(crew.id)),
    contractorId,
    crew,
    personId: person ?? before?.personId ?? newId("per"),
    trained: before?.trained ?? false,
    registeredOn: shanghaiDate(now()),
    idHash,
    retiredOn: null,
    retirement: null,
  });
  em.persist(cleaner);
  announceCleaner(em, cleaner, CleanerEventKind.REGISTERED);
  try {
    await em.flush();
  } catch (error) {
    // Two registrations at once: the indexes let one through.
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("This ID number or this phone is registered with the contractor already");
    throw error;
  }
  return cleaner;
}

/** Puts a cleaner into another crew of the contractor; what they had not done stays with the old one. */
export function moveCleaner(
  context: Context,
  { cleaner: id, crew: crewId }: MoveCleanerInput,
): Promise<Cleaner> {
  return changeCleaner(context, id, async (em, cleaner) => {
    const crew = await em.findOne(Crew, requireId(crewId, "crew"));
    if (!crew || crew.contractor.id !== cleaner.contractorId)
      throw invalidInput({ crew: "must be a crew of the same contractor" });
    if (crew.id === cleaner.crew.id) throw invalidInput({ crew: "is where they are already" });
    await freeTasks(em, cleaner, {
      by: context.actor.name,
      note: `${cleaner.name}调班组,任务待领`,
    });
    cleaner.crew = ref(crew);
    announceCleaner(em, cleaner, CleanerEventKind.MOVED);
  });
}

/** Retires a cleaner; what they had not done is anybody's of the crew again. */
export function retireCleaner(
  context: Context,
  { cleaner: id, on, reason }: RetireCleanerInput,
): Promise<Cleaner> {
  return changeCleaner(context, id, async (em, cleaner) => {
    const today = shanghaiDate(now());
    const last = on ?? today;
    if (last > today) throw invalidInput({ on: "must not lie ahead" });
    if (cleaner.registeredOn && last < cleaner.registeredOn)
      throw invalidInput({ on: "lies before they were registered" });
    cleaner.retire(last, reason);
    await freeTasks(em, cleaner, { by: context.actor.name, note: `${cleaner.name}离职,任务待领` });
    announceCleaner(em, cleaner, CleanerEventKind.RETIRED);
  });
}

/**
 * Gives a crew another leader, one of its cleaners. Any leader of the contractor may: whose leader is
 * gone from one day to the next still gets one. The one before stays in the crew.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `INVALID_INPUT`, `CLEANER_RETIRED`
 */
export async function appointCrewLeader(
  { em, actor }: Context,
  { crew: crewId, cleaner: id }: AppointCrewLeaderInput,
): Promise<Crew> {
  requireId(crewId, "crew");
  requireId(id, "cln");
  return em.transactional(async (inner) => {
    // The cleaner first, as where they move or retire: neither comes between.
    const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const cleaner = await inner.findOne(Cleaner, id, locked);
    const crew = await inner.findOne(Crew, crewId, locked);
    if (!crew) throw notFound(`crew ${crewId}`);
    insist(
      mayAppoint(actor, crew.contractor.id),
      "A crew gets its leader from a crew leader of the contractor",
    );
    if (cleaner?.crew.id !== crewId) throw invalidInput({ cleaner: "must work in this crew" });
    cleaner.insistActive();
    if (crew.leaderId === id) throw invalidInput({ cleaner: "leads this crew already" });
    crew.leaderId = id;
    crew.leaderPersonId = cleaner.personId;
    announceCleaner(inner, cleaner, CleanerEventKind.LEADS);
    return crew;
  });
}

/** Who may, changes somebody who is there; check-ins of theirs come before or after, never between. */
async function changeCleaner(
  { em, actor }: Context,
  id: string,
  change: (em: EntityManager, cleaner: Cleaner) => Promise<void>,
): Promise<Cleaner> {
  requireId(id, "cln");
  return em.transactional(async (inner) => {
    const cleaner = await inner.findOne(Cleaner, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    if (!cleaner) throw notFound(`cleaner ${id}`);
    const crew = await inner.findOneOrFail(Crew, cleaner.crew.id);
    insist(mayKeepRegister(actor, crew), refusal);
    cleaner.insistActive();
    if (crew.leaderId === cleaner.id)
      throw invalidInput({
        cleaner: "leads the crew: let `appointCrewLeader` give it another leader first",
      });
    await change(inner, cleaner);
    return cleaner;
  });
}

/** What they had not done is anybody's of its crew again; the book says who acted. */
async function freeTasks(
  em: EntityManager,
  cleaner: Cleaner,
  text: { readonly by: string; readonly note: string },
): Promise<void> {
  const unfinished = [CleaningTaskState.OPEN, CleaningTaskState.CANNOT];
  const tasks = await em.find(
    CleaningTask,
    { cleaner, state: { $in: unfinished } },
    { populate: ["contractor"] },
  );
  for (const task of tasks) {
    task.cleaner = null;
    record(em, task, CleaningTaskEventKind.FREED, {
      ...text,
      organisation: task.contractor.getEntity().name,
    });
  }
}
