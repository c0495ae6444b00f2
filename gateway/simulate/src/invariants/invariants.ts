import type { Mishap, Sim } from "../sim.js";
import { climbed, fired, once, ordered, owned } from "./case-invariants.js";
import { seen } from "./event-invariants.js";
import type { Finding, Invariant } from "./invariant.js";
import { penalties, timers, told, winners } from "./other-invariants.js";
import { ratesAgree } from "./rates.js";
import { stated } from "./state-invariant.js";

const invariants: readonly Invariant[] = [
  owned,
  stated,
  fired,
  climbed,
  ordered,
  once,
  seen,
  winners,
  penalties,
  ratesAgree,
  timers,
  told,
];

/** What a look at the whole town has found, by invariant. */
export interface Checked extends Finding {
  readonly name: string;
  readonly says: string;
}

/** Looks at everything when the story is over. */
export async function checkEnd(sim: Sim): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const { name, says, check } of invariants)
    checked.push({ name, says, ...(await check(sim)) });
  return checked;
}

/** Looks at what can be broken and mend again, which a look at the end alone would not see. */
export async function checkWeek(sim: Sim): Promise<Mishap[]> {
  const found: Mishap[] = [];
  const known = new Set(sim.mishaps.map(({ about, what }) => `${about} ${what}`));
  for (const { name, weekly, check } of invariants) {
    if (!weekly) continue;
    for (const { about, what } of (await check(sim)).broken)
      if (!known.has(`${about} ${name}: ${what}`)) found.push({ about, what: `${name}: ${what}` });
  }
  return found;
}
