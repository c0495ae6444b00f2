import type { Sim } from "./sim.js";
import { day, shanghaiDate } from "./time.js";

/** So often a line is told, in real milliseconds. */
const everyMs = 15_000;

/**
 * Tells how a story goes while it is played: at once what is broken, else a line now and then with the
 * time that is left if it goes on so.
 */
export function makeProgress(sim: Sim, say: (line: string) => void): () => void {
  const began = Date.now();
  const { from, to, agenda, tally, mishaps, observer } = sim;
  const { lost } = observer.expectations;
  let toldAt = began;
  let mishapsTold = 0;
  let lostTold = 0;
  return () => {
    for (const { about, what } of mishaps.slice(mishapsTold)) say(`✗ ${about}: ${what}`);
    for (const about of [...lost.keys()].slice(lostTold)) say(`✗ ${about} did not come`);
    mishapsTold = mishaps.length;
    lostTold = lost.size;
    if (Date.now() - toldAt < everyMs) return;
    toldAt = Date.now();
    const played = (agenda.now - from) / (to - from);
    const left = ((toldAt - began) / played) * (1 - played);
    say(
      `${shanghaiDate(agenda.now)}  day ${Math.floor((agenda.now - from) / day) + 1} of ${Math.round((to - from) / day)}, ${tally.get("tickets") ?? 0} tickets, ${tally.get("closed") ?? 0} closed, ${clock(toldAt - began)}, about ${clock(left)} left`,
    );
  };
}

/** `3:07` for minutes and seconds. */
const clock = (ms: number): string => {
  const seconds = Number.isFinite(ms) ? Math.round(ms / 1000) : 0;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
