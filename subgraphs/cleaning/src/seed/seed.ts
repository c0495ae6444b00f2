import { createTown } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Contractor } from "../contractor/contractor.entity.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { ServedCommunity } from "../crew/served-community.entity.js";
import { CheckIn } from "../task/check-in.entity.js";
import { CleaningTask } from "../task/task.entity.js";
import { insert, insertPhotos } from "./insert.js";

/** The cleaning contractors' part of the demo town. */
export async function seedCleaning(em: EntityManager): Promise<void> {
  const { communities, contractors, crews, cleaners, cleaningTasks } = createTown();
  const firms = new Map(communities.map(({ id, firmId }) => [id, firmId]));
  const people = new Map(cleaners.map(({ id, personId }) => [id, personId]));

  await insert(
    em,
    Contractor,
    contractors.map(({ firmIds: _firmIds, nameEn: _nameEn, ...contractor }) => contractor),
  );
  await insert(
    em,
    Crew,
    crews.map(({ contractorId, leaderCleanerId, communityIds: _communityIds, ...crew }) => ({
      ...crew,
      contractor: contractorId,
      leaderId: leaderCleanerId,
      leaderPersonId: people.get(leaderCleanerId),
    })),
  );
  await insert(
    em,
    Cleaner,
    cleaners.map(({ crewId, age: _age, ...cleaner }) => ({ ...cleaner, crew: crewId })),
  );
  await insert(
    em,
    ServedCommunity,
    crews.flatMap(({ id: crew, contractorId: contractor, communityIds }) =>
      communityIds.map((communityId) => ({
        communityId,
        contractor,
        crew,
        firmId: firms.get(communityId),
      })),
    ),
  );
  await insert(
    em,
    CleaningTask,
    cleaningTasks.map(({ contractorId, crewId, cleanerId, checkIns, ...task }) => ({
      ...task,
      contractor: contractorId,
      crew: crewId,
      cleaner: cleanerId,
      firmId: firms.get(task.communityId),
      doneAt: checkIns.findLast(({ verb }) => verb === "DONE")?.at,
    })),
  );
  const checkIns = cleaningTasks.flatMap((task) =>
    task.checkIns.map((one) => ({ ...one, task: task.id })),
  );
  await insert(
    em,
    CheckIn,
    checkIns.map(({ cleanerId, photos: _photos, ...one }) => ({ ...one, by: cleanerId })),
  );
  await insertPhotos(em, checkIns);
  // Numbers count on from the highest that any contractor has used.
  const highest = Math.max(...cleaningTasks.map(({ number }) => Number(number.split("-").at(-1))));
  await em.execute("select setval('cleaning_task_number', ?)", [highest]);
}
