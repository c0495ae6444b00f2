import {
  type Connection,
  type Context,
  findPage,
  invalidInput,
  newId,
  notFound,
  now,
  operatorOf,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { ServedCommunity } from "../crew/served-community.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { CleaningTask } from "./task.entity.js";
import { CleaningTaskEventKind, record } from "./task.events.js";
import type { CreateCleaningTaskInput } from "./task.input.js";
import { insist, readableBy } from "./task.policy.js";
import { cleanersOfPerson, taskReference } from "./task.reference.js";
import { CleaningTaskState } from "./task.state.js";

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readTask(context: Context, id: string): Promise<CleaningTask> {
  const task = await taskReference.loadOne(requireId(id, "tsk"), context);
  if (!task) throw notFound(`cleaning task ${id}`);
  return task;
}

const newestFirst = { by: "createdAt", direction: "desc" } as const;

/** The tasks in a community that the actor may see, newest first. */
export async function listTasks(
  { em, actor }: Context,
  communityId: string,
  page: PageArgs,
): Promise<Connection<CleaningTask>> {
  actor.require("case:read");
  return findPage(
    em,
    CleaningTask,
    { $and: [{ communityId }, readableBy(actor)] },
    newestFirst,
    page,
  );
}

/**
 * The actor's own work, newest first: a cleaner's tasks and those of the crew that nobody has taken
 * yet; for a leader, all of the crew's.
 */
export async function listMyTasks(
  context: Context,
  page: PageArgs,
): Promise<Connection<CleaningTask>> {
  const { em, actor } = context;
  actor.require("case:read");
  return findPage(
    em,
    CleaningTask,
    { $and: [readableBy(actor), await mine(context)] },
    newestFirst,
    page,
  );
}

async function mine(context: Context): Promise<FilterQuery<CleaningTask>> {
  const { em, actor } = context;
  if (actor.is("CREW_LEADER")) {
    const crews = await em.find(Crew, { leaderPersonId: actor.id });
    return { crew: { $in: crews.map(({ id }) => id) } };
  }
  const cleaners = actor.is("CLEANER") ? await cleanersOfPerson(actor.id, context) : [];
  return {
    $or: [
      { cleaner: { $in: cleaners.map(({ id }) => id) } },
      { cleaner: null, crew: { $in: cleaners.map(({ crew }) => crew.id) } },
    ],
  };
}

const caseQuery = /* GraphQL */ `
  query CaseForCleaningTask($id: ID!) {
    complaint(id: $id) {
      responsibleFirm {
        id
      }
      community {
        id
      }
    }
  }
`;

interface CaseAnswer {
  readonly complaint: {
    readonly responsibleFirm: { readonly id: string } | null;
    readonly community: { readonly id: string };
  } | null;
}

/**
 * Writes a task for the crew that cleans where a complaint was made: for the responsible firm, or
 * for a grid worker who may see the case, which the neighborhood decides when asked in their name.
 */
export async function createTask(
  context: Context,
  input: CreateCleaningTaskInput,
): Promise<CleaningTask> {
  const { em, actor, graph } = context;
  actor.require("case:write");
  insist(actor.is("FIRM_MANAGER", "GRID_WORKER"), "Your role cannot write cleaning tasks");
  if (input.dueAt <= now()) throw invalidInput({ dueAt: "must be in the future" });
  const { complaint } = await graph.ask<CaseAnswer>(caseQuery, {
    id: requireId(input.complaint, "cmp"),
  });
  if (!complaint) throw notFound(`complaint ${input.complaint}`);
  insist(
    actor.is("GRID_WORKER") || complaint.responsibleFirm?.id === actor.org,
    "Your firm is not responsible for this case",
  );
  const served = await em.findOne(ServedCommunity, complaint.community.id, { populate: ["crew"] });
  if (!served) throw notFound(`contractor that cleans community ${complaint.community.id}`);
  if (served.contractor.id !== requireId(input.contractor, "ctr"))
    throw invalidInput({ contractor: "must be who cleans the community" });
  const operator = operatorOf(served.crew.id);
  const task = em.create(CleaningTask, {
    id: newId("tsk", operator),
    number: await nextNumber(em, operator),
    title: input.title,
    place: input.place,
    dueAt: input.dueAt,
    state: CleaningTaskState.OPEN,
    contractor: served.contractor,
    crew: served.crew,
    communityId: served.communityId,
    firmId: served.firmId,
    complaintId: input.complaint,
    createdAt: now(),
  });
  em.persist(task);
  record(em, task, CleaningTaskEventKind.CREATED, {
    by: actor.name,
    note: `${task.title}(${served.crew.getEntity().name})`,
  });
  await em.flush();
  return task;
}

/** `BJ-<contractor>-<count>`: from a sequence, so that two at once never share one. */
async function nextNumber(em: EntityManager, operator = "c00"): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>(
    "select nextval('cleaning_task_number') as next",
  );
  return `BJ-${operator.slice(1)}-${row!.next.padStart(4, "0")}`;
}
