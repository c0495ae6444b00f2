import type { DemoClock, Moment } from "@hutong/hub";
import { now, type RunningSubgraph, setDomainClock } from "@hutong/kit";

type Clocked = Pick<RunningSubgraph, "settled" | "countParkedTimers">;

/** Lets the domain's time of this process stand at an instant. */
export function stopDomainClock(at: Date): void {
  setDomainClock({ start: at, speed: 0, since: new Date() });
}

/**
 * The clock of a simulation, for parties that all run in this process: it stands, and moves from one
 * instant at which something is due to the next.
 * @param servers - those whose timers must have fired before it goes on
 */
export function createSteppedClock(servers: () => readonly Clocked[]): DemoClock {
  /** When each has something due next, once all that is due has fired. */
  const settle = (some: readonly Clocked[]): Promise<(readonly [Clocked, Date | null])[]> =>
    Promise.all(some.map(async (server) => [server, await server.settled()] as const));
  const momentOf = (due: Iterable<readonly [Clocked, Date | null]>): Moment => {
    const next = Math.min(...[...due].map(([, at]) => at?.getTime() ?? Infinity));
    return { now: now(), nextDue: Number.isFinite(next) ? new Date(next) : null };
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => {
      const parked = await Promise.all(servers().map((server) => server.countParkedTimers()));
      return {
        ...momentOf(await settle(servers())),
        parkedTimers: parked.reduce((sum, count) => sum + count, 0),
      };
    },
    // One after the other: two at once would each move from where the other has just been.
    advance: (to) => {
      const moved = last.then(async () => {
        const due = new Map(await settle(servers()));
        const moment = momentOf(due);
        const target = moment.nextDue && moment.nextDue < to ? moment.nextDue : to;
        if (target <= moment.now) return moment;
        stopDomainClock(target);
        const woken = [...due].filter(([, at]) => at && at <= target).map(([server]) => server);
        for (const [server, at] of await settle(woken)) due.set(server, at);
        return momentOf(due);
      });
      last = moved.catch(() => {});
      return moved;
    },
  };
}
