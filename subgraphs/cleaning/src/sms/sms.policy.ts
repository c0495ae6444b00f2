import type { Actor } from "@hutong/kit";

import type { Cleaner } from "../crew/cleaner.entity.js";
import type { Crew } from "../crew/crew.entity.js";

/** What a cleaner writes is between them and their leader. */
export const mayReadSms = (actor: Actor, cleaner: Cleaner, crew: Crew | null): boolean =>
  actor.may("case:read") &&
  actor.org === cleaner.contractorId &&
  (actor.id === cleaner.personId || (actor.is("CREW_LEADER") && crew?.leaderPersonId === actor.id));
