import { act, attempt, count, randomOf, type Sim } from "../sim.js";
import { day, hour, shanghaiDate } from "../time.js";
import type { Cleaning } from "../world.js";
import { ops } from "./operations.js";

/** In the first week each leader shows the crew how to check in; a few still need somebody to do it for them. */
export function liveCrews(sim: Sim): void {
  const { agenda, from, world } = sim;
  const crews = new Map<string, Cleaning>();
  for (const { cleaning } of world.communities)
    if (cleaning) crews.set(cleaning.leader.cleanerId, cleaning);
  const all = [...crews.values()];
  for (const [index, crew] of all.entries())
    agenda.begin(from + (index % 5) * day + 15 * hour, () =>
      train(sim, crew, all[(index + 1) % all.length]!),
    );
}

async function train(sim: Sim, { leader, cleaners }: Cleaning, other: Cleaning): Promise<void> {
  const random = randomOf(sim, `training/${leader.name}`);
  for (const { cleanerId } of cleaners) {
    const record = {
      cleaner: cleanerId,
      topic: "CHECK_IN",
      heldOn: shanghaiDate(sim.agenda.now),
      result: random.chance(0.8) ? "PASSED" : "NEEDS_HELP",
    };
    await act(sim, leader, ops.train, record);
    count(sim, "trainings");
    if (cleanerId !== cleaners[0]!.cleanerId || other.leader === leader) continue;
    if (await attempt(() => act(sim, other.leader, ops.train, record), "FORBIDDEN"))
      sim.mishaps.push({ about: cleanerId, what: "another crew's leader recorded a training" });
    else count(sim, "refusals of another crew's leader");
  }
}
