import { insertAll, now, type Seed, seedPhotos } from "@hutong/kit";
import { createTown, photo } from "@hutong/town";

import { Contractor } from "../contractor/contractor.entity.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { ServedCommunity } from "../crew/served-community.entity.js";
import { CheckIn } from "../task/check-in.entity.js";
import { CleaningTask } from "../task/task.entity.js";

/** The part of the demo town that is the hosted contractors'. */
export const seedCleaning: Seed = async (em, hosts = () => true) => {
  const { communities, ...town } = createTown({ now: now() });
  const contractors = town.contractors.filter(({ operator }) => hosts(operator));
  const crews = town.crews.filter(({ id }) => hosts(id));
  const cleaners = town.cleaners.filter(({ id }) => hosts(id));
  const cleaningTasks = town.cleaningTasks.filter(({ id }) => hosts(id));
  const firms = new Map(communities.map(({ id, firmId }) => [id, firmId]));
  const people = new Map(cleaners.map(({ id, personId }) => [id, personId]));

  await insertAll(
    em,
    Contractor,
    contractors.map(({ firmIds: _firmIds, nameEn: _nameEn, ...contractor }) => contractor),
  );
  await insertAll(
    em,
    Crew,
    crews.map(({ contractorId, leaderCleanerId, communityIds: _communityIds, ...crew }) => ({
      ...crew,
      contractor: contractorId,
      leaderId: leaderCleanerId,
      leaderPersonId: people.get(leaderCleanerId),
    })),
  );
  await insertAll(
    em,
    Cleaner,
    cleaners.map(({ crewId, age: _age, ...cleaner }) => ({ ...cleaner, crew: crewId })),
  );
  await insertAll(
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
  await insertAll(
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
  await insertAll(
    em,
    CheckIn,
    checkIns.map(({ cleanerId, photos: _photos, ...one }) => ({ ...one, by: cleanerId })),
  );
  await seedPhotos(em, checkIns, photo);
  // Numbers count on from the highest that any contractor has used.
  const highest = Math.max(
    ...town.cleaningTasks.map(({ number }) => Number(number.split("-").at(-1))),
  );
  await em.execute("select setval('cleaning_task_number', ?)", [highest]);
};
