import { reservedNumbers, tellCases } from "./cases/cases.js";
import type { Shared, Story } from "./cases/storyteller.js";
import { makeCleaningTasks, makeTaskNumbers } from "./cleaning/tasks.js";
import { finish, makeScribe } from "./complaints/draft.js";
import { makeHistory } from "./complaints/history.js";
import { makeAgreements } from "./owners/agreements.js";
import { makeFees } from "./owners/fees.js";
import { makeOwnersLife } from "./owners/life.js";
import { makePlans } from "./complaints/plan.js";
import type { Plan } from "./complaints/plan.js";
import { makeHelpNumbers, makeHelpRequests } from "./help/requests.js";
import { defaultSeed, personasOf } from "./personas.js";
import { makeReviews } from "./reviews.js";
import type { CaseName, CaseStory } from "./cases/cases.types.js";
import type { Town } from "./types.js";
import { makeOrderNumbers, makeWorkOrders } from "./work/orders.js";
import { createWorld, lookup } from "./world.js";

export interface TownOptions {
  /** Decides structure, ids and names. Default 20260301. */
  seed?: number;
  /** The end of the eleven weeks; all times are relative to it. Default: the current time. */
  now?: Date;
}

/**
 * Generates the demo town. The same seed and `now` give a deep-equal town; the same seed alone gives
 * the same ids, names and states, so that links and personas outlive a restart.
 */
export function createTown({ seed = defaultSeed, now = new Date() }: TownOptions = {}): Town {
  const world = createWorld(seed, now);
  const look = lookup(world);
  const shared: Shared = {
    world,
    look,
    scribe: makeScribe(seed),
    orderNumber: makeOrderNumbers(),
    taskNumber: makeTaskNumbers(),
    helpNumber: makeHelpNumbers(),
  };

  const cases = tellCases(shared);
  const plans = makePlans(world);
  const numbers = numberPlans(plans);
  const histories = plans.map((plan) => makeHistory(world, look, shared.scribe, plan, numbers));
  const helpRequests = makeHelpRequests(world, look, shared.scribe, histories, shared.helpNumber);
  const needsExpert = new Set(helpRequests.map((request) => request.complaintId));
  const workOrders = makeWorkOrders(
    world,
    look,
    shared.scribe,
    histories,
    needsExpert,
    shared.orderNumber,
  );
  const cleaningTasks = makeCleaningTasks(world, look, shared.scribe, histories, shared.taskNumber);
  const told = cases.all;

  return {
    seed,
    now,
    consortium: world.consortium,
    committees: world.committees,
    grids: world.grids,
    communities: world.communities,
    ownersCommittees: world.ownersCommittees,
    firms: world.firms,
    experts: world.experts,
    contracts: world.contracts,
    projects: world.projects,
    staff: world.staff,
    contractors: world.contractors,
    crews: world.crews,
    cleaners: world.cleaners,
    complaints: [...told.map((story) => story.draft), ...histories.map((history) => history.draft)]
      .map(finish)
      .sort((a, b) => a.number.localeCompare(b.number)),
    workOrders: [...told.flatMap((story) => story.workOrders ?? []), ...workOrders],
    cleaningTasks: [...told.flatMap((story) => story.tasks ?? []), ...cleaningTasks],
    helpRequests: [...told.flatMap((story) => story.helpRequests ?? []), ...helpRequests],
    reviews: [...told.flatMap((story) => story.reviews ?? []), ...makeReviews(world, histories)],
    agreements: makeAgreements(world),
    fees: makeFees(world),
    ...makeOwnersLife(world),
    people: world.people.list,
    cases: casesOf(cases.named),
    personas: personasOf(world),
  };
}

/** Oldest first, around the numbers the handwritten cases have taken. */
function numberPlans(plans: readonly Plan[]): Map<Plan, string> {
  let next = 0;
  return new Map(
    plans.map((plan) => {
      do next += 1;
      while (reservedNumbers.has(next));
      return [plan, `TS-2026-${String(next).padStart(4, "0")}`];
    }),
  );
}

function casesOf(named: Readonly<Record<CaseName, Story>>): Town["cases"] {
  const entries = Object.entries(named).map(([name, { draft, text }]): [string, CaseStory] => [
    name,
    { complaintId: draft.id, number: draft.number, story: text },
  ]);
  return Object.fromEntries(entries) as Record<CaseName, CaseStory>;
}
