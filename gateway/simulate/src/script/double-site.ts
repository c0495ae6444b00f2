import { act, count, type Sim } from "../sim.js";
import type { Cleaner } from "../world.js";
import type { Story } from "./case.js";
import { orderCleaning } from "./cleaning.js";
import { ops } from "./operations.js";

/**
 * A careless leader enters the same cleaner at the crew's other community, too, at the same moment, where a
 * case is being worked on: the contractor's register must show it.
 */
export async function beAtTwoSites(sim: Sim, { plan }: Story, cleaner: Cleaner): Promise<void> {
  const { hub, world, stories, observer, mishaps } = sim;
  const { cleaning } = plan.community;
  const other = [...stories.values()].find(
    ({ id, plan: { community } }) =>
      community !== plan.community &&
      community.cleaning?.leader.cleanerId === cleaning!.leader.cleanerId &&
      observer.caseOf(id).state === "IN_PROGRESS",
  );
  if (!other) return;
  const task = await orderCleaning(sim, other);
  const entered = { task, verb: "DONE", cleaner: cleaner.cleanerId };
  const expect = (kind: string) => ({ expect: [`task:${kind}:${other.id}`] });
  await act(sim, cleaning!.leader, ops.proxyCheckIn, entered, expect("CHECKED_IN"));
  const { community } = await hub.ask(
    world.secretary,
    "query ($id: ID!) { community(id: $id) { contractor { doubleSites { cleaner { id } secondAt } } } }",
    { id: plan.community.id },
  );
  const now = sim.agenda.now;
  const found = community.contractor.doubleSites.some(
    (one: any) => one.cleaner.id === cleaner.cleanerId && Date.parse(one.secondAt) === now,
  );
  if (found) count(sim, "cleaners found at two sites");
  else mishaps.push({ about: task, what: `${cleaner.name} at two sites at once was not found` });
  await act(sim, other.worker, ops.verifyCleaning, { task }, expect("VERIFIED"));
}
