import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { Cleaner } from "./cleaner.entity.js";
import { Crew } from "./crew.entity.js";
import { mayReadCleaners } from "./crew.policy.js";
import { ServedCommunity } from "./served-community.entity.js";

/** A cleaner by id, for who deals with cases. */
export const cleanerReference = defineReference<Cleaner>("Cleaner", async (ids, { em, actor }) => {
  if (mayReadCleaners(actor)) return em.find(Cleaner, { id: { $in: [...ids] } });
  return ids.map(
    (id) => [id, forbidden("Cleaners are shown to those who deal with cases")] as const,
  );
});

/** A crew by id. */
export const crewOf = defineBatch<Crew | null>(async (ids, { em }) => {
  const crews = new Map(
    (await em.find(Crew, { id: { $in: [...ids] } })).map((crew) => [crew.id, crew]),
  );
  return (id) => crews.get(id) ?? null;
});

/** The crews of a contractor, by name. */
export const crewsOfContractor = defineBatch<Crew[]>(async (ids, { em }) => {
  const crews = await em.find(
    Crew,
    { contractor: { $in: [...ids] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byContractor = Map.groupBy(crews, (crew) => crew.contractor.id);
  return (id) => byContractor.get(id) ?? [];
});

/** The cleaners of a crew, those who have left included, by name. */
export const cleanersOfCrew = defineBatch<Cleaner[]>(async (ids, { em }) => {
  const cleaners = await em.find(
    Cleaner,
    { crew: { $in: [...ids] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byCrew = Map.groupBy(cleaners, (cleaner) => cleaner.crew.id);
  return (id) => byCrew.get(id) ?? [];
});

/** The ids of the communities a crew looks after. */
export const communitiesOfCrew = defineBatch<readonly string[]>(async (ids, { em }) => {
  const served = await em.find(ServedCommunity, { crew: { $in: [...ids] } });
  const byCrew = Map.groupBy(served, ({ crew }) => crew.id);
  return (id) => (byCrew.get(id) ?? []).map(({ communityId }) => communityId);
});
