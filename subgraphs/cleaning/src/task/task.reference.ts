import { type Context, defineBatch, defineReference, forbidden } from "@hutong/kit";

import { Cleaner } from "../crew/cleaner.entity.js";
import { crewOf } from "../crew/crew.reference.js";
import { CleaningTask } from "./task.entity.js";
import { factsOf, mayRead, readableBy, type Standing } from "./task.policy.js";

/** A cleaning task by its id, for this and every other party: only who may see it gets it. */
export const taskReference = defineReference<CleaningTask>(
  "CleaningTask",
  async (ids, { em, actor }) => {
    const tasks = await em.find(CleaningTask, { id: { $in: [...ids] } });
    return tasks.map((task) =>
      mayRead(actor, factsOf(task))
        ? task
        : ([task.id, forbidden("This task is not yours to see")] as const),
    );
  },
);

/** The tasks of a complaint that are the actor's to see, oldest first. */
export const tasksOfComplaint = defineBatch<CleaningTask[]>(async (ids, { em, actor }) => {
  if (!actor.may("case:read")) return () => [];
  const tasks = await em.find(
    CleaningTask,
    { $and: [{ complaintId: { $in: [...ids] } }, readableBy(actor)] },
    { orderBy: { createdAt: "asc", id: "asc" } },
  );
  const byComplaint = Map.groupBy(tasks, (task) => task.complaintId);
  return (id) => byComplaint.get(id) ?? [];
});

/** A person as a cleaner: under one contractor once, under two perhaps twice. */
export const cleanersOfPerson = defineBatch<Cleaner[]>(async (ids, { em }) => {
  const cleaners = await em.find(Cleaner, { personId: { $in: [...ids] } });
  const byPerson = Map.groupBy(cleaners, (cleaner) => cleaner.personId);
  return (id) => byPerson.get(id) ?? [];
});

/** Where the actor stands in the crew of a task. */
export async function standingIn(task: CleaningTask, context: Context): Promise<Standing> {
  const { actor } = context;
  if (!actor.is("CLEANER", "CREW_LEADER")) return { cleanerId: null, retired: null, leads: false };
  const [crew, cleaners] = await Promise.all([
    crewOf(task.crew.id, context),
    cleanersOfPerson(actor.id, context),
  ]);
  const inCrew = cleaners.filter((cleaner) => cleaner.crew.id === task.crew.id);
  return {
    cleanerId: inCrew.find((cleaner) => cleaner.worksIn(task.crew.id))?.id ?? null,
    retired: inCrew.find(({ retiredOn }) => retiredOn != null) ?? null,
    leads: crew?.leaderPersonId === actor.id,
  };
}
