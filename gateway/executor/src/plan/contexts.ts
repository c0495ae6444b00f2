import { mapFetches } from "./map-fetches.js";
import type { QueryPlan } from "./query-plan.js";

/**
 * Marks the fetches of a plan in which some field takes an argument from what is around its object
 * (`@fromContext`): elsewhere two entities with the same key are one thing, here they are not.
 */
export function keepContextsApart(plan: QueryPlan): QueryPlan {
  if (!JSON.stringify(plan).includes('"contextRewrites"')) return plan;
  return mapFetches(plan, (fetch) => ({ ...fetch, isApart: true }));
}
