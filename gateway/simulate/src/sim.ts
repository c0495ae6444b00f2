import type { Agenda } from "./agenda.js";
import type { Carrier } from "./hub/carrier.js";
import { type HubClient, Refused, type Who } from "./hub/client.js";
import type { Observer } from "./observer/observer.js";
import { makeRandom, type Random } from "./random.js";
import type { Story } from "./script/case.js";
import type { World } from "./world.js";

/** Something that should never have been answered so. */
export interface Mishap {
  readonly about: string;
  readonly what: string;
}

/** What all parts of the story share. */
export interface Sim {
  readonly hub: HubClient;
  readonly carrier: Carrier | undefined;
  readonly world: World;
  readonly agenda: Agenda;
  readonly observer: Observer;
  readonly seed: number;
  /** When the story begins and ends, in the domain's time. */
  readonly from: number;
  readonly to: number;
  readonly tally: Map<string, number>;
  readonly mishaps: Mishap[];
  /** The story of each case, by its id. */
  readonly stories: Map<string, Story>;
}

export const randomOf = ({ seed }: Sim, label: string): Random => makeRandom(seed, label);

/** Counts something for the report. */
export function count({ tally }: Sim, what: string, times = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + times);
}

interface Acting {
  /** The events that must follow. */
  readonly expect?: readonly string[];
  /** Of the answer; an object type needs one. */
  readonly selection?: string;
  /** Only one can win: whoever comes second does not try again. */
  readonly once?: boolean;
}

const mostTries = 4;

/**
 * Takes a step by a mutation with one `input`, and expects its events. Whoever meets somebody else's step
 * about the same thing at the same moment looks again and takes it then, as people do.
 * @throws Refused
 */
export async function act(
  sim: Sim,
  who: Who,
  [mutation, inputType]: readonly [mutation: string, inputType: string],
  input: object,
  { expect = [], selection = "id", once = false }: Acting = {},
): Promise<any> {
  const { hub, observer } = sim;
  const document = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} } }`;
  for (let tries = 1; ; tries++) {
    try {
      const data = await hub.ask(who, document, { input });
      for (const key of expect) observer.expectations.expect(key);
      return data[mutation];
    } catch (error) {
      const met = error instanceof Refused && error.code === "CONFLICT";
      if (!met || once || tries === mostTries) throw error;
      count(sim, "steps taken again after somebody else's");
    }
  }
}

/** Whether it went through; refused with one of these codes it did not, with another it should not have been. */
export async function attempt(
  step: () => Promise<unknown>,
  ...codes: readonly string[]
): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (error instanceof Refused && codes.includes(error.code)) return false;
    throw error;
  }
}

/** Waits until something is true of what was seen; it follows from what was done, so it comes soon. */
export async function until(
  { observer, mishaps }: Sim,
  about: string,
  isTrue: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (!isTrue()) {
    const left = deadline - Date.now();
    if (left <= 0) {
      mishaps.push({ about, what: "what must follow did not come within a minute" });
      return false;
    }
    await observer.expectations.change(left);
  }
  return true;
}
