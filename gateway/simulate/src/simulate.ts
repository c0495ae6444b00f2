import { Agenda } from "./agenda.js";
import type { Carrier } from "./hub/carrier.js";
import { HubClient } from "./hub/client.js";
import { checkEnd, checkWeek } from "./invariants/invariants.js";
import { Observer } from "./observer/observer.js";
import { makeProgress } from "./progress.js";
import { makeRandom } from "./random.js";
import { makeReport, type Report } from "./report.js";
import { liveCase } from "./script/case.js";
import { superviseFirm } from "./script/conduct.js";
import { liveCrews } from "./script/crews.js";
import { liveFirms } from "./script/firms.js";
import { answerLevel } from "./script/ladder.js";
import { mannerOf } from "./script/manners.js";
import { planCases } from "./script/plan.js";
import { takeOver } from "./script/takeover.js";
import type { Sim } from "./sim.js";
import { day, shanghaiDate } from "./time.js";
import { readWorld } from "./world.js";

/** What {@link simulate} takes. */
export interface SimulateOptions {
  /** Where the hub is. */
  readonly hub: string;
  /** The town's carrier of SMS; without one nobody checks in by SMS. */
  readonly carrier?: Carrier | undefined;
  readonly weeks: number;
  readonly tickets: number;
  readonly seed: number;
  /** At most so many seconds of the domain in a real one; without, as fast as it goes. */
  readonly speed?: number | undefined;
  /** Told how it goes, one short line each. */
  readonly say?: (line: string) => void;
  /** Called when the story is over and before the last checks; for tests that break the world. */
  readonly beforeLastChecks?: (sim: Sim) => Promise<void>;
}

/**
 * Plays some weeks of a town through its hub, as residents, clerks, firms and cleaners would, and holds
 * what the parties say against what must be true.
 * @throws Error when the hub runs no simulation, or cannot be reached
 */
export async function simulate(options: SimulateOptions): Promise<Report> {
  const { weeks, tickets, seed, say = () => {} } = options;
  const began = Date.now();
  const hub = new HubClient(options.hub);
  const [{ now: from }, world] = await Promise.all([hub.clock(), readWorld(hub)]);
  const observer = new Observer(hub, world.secretary);
  const mishaps: Sim["mishaps"] = [];
  const agenda = new Agenda(from, (error) =>
    mishaps.push({ about: "story", what: error instanceof Error ? error.message : String(error) }),
  );
  const to = from + weeks * 7 * day;
  const stories: Sim["stories"] = new Map();
  const sim: Sim = {
    hub,
    carrier: options.carrier,
    world,
    agenda,
    observer,
    seed,
    from,
    to,
    mishaps,
    stories,
    tally: new Map(),
  };
  const plans = planCases(world, { seed, tickets, from, weeks });
  const manners = new Map(
    world.firms.map((firm) => [firm.id, mannerOf(makeRandom(seed, `firm/${firm.operator}`))]),
  );
  const aside = mannerOf(makeRandom(seed, "grid"));
  for (const plan of plans) {
    const manner = manners.get(plan.community.firm?.id ?? "") ?? aside;
    agenda.begin(plan.at, () => liveCase(sim, plan, manner));
  }
  observer.onRaised = (known, level) => {
    const story = stories.get(known.id);
    if (story) agenda.begin(agenda.now, () => answerLevel(sim, story, level));
  };
  observer.onSupervised = (opened) => {
    // What was opened about cases from before goes on by itself.
    const story = stories.get(opened.complaintId);
    if (story) agenda.begin(agenda.now, () => superviseFirm(sim, opened, story));
  };
  const watched = liveFirms(sim);
  liveCrews(sim);
  takeOver(sim);
  await observer.start(watched);
  say(
    `${world.communities.length} communities, ${world.firms.length} firms; from ${shanghaiDate(from)}`,
  );

  const progress = makeProgress(sim, say);
  try {
    for (let week = 1; week <= weeks; week++) {
      await play(sim, Math.min(from + week * 7 * day, to), options.speed, progress);
      sim.mishaps.push(...(await checkWeek(sim)));
      const { response, completion } = await ratesNow(sim);
      say(
        `week ${week}/${weeks}  ${sim.tally.get("tickets") ?? 0} tickets, ${sim.tally.get("closed") ?? 0} closed, response ${response.text ?? "–"}, completion ${completion.text ?? "–"}, ${sim.mishaps.length} broken  ${((Date.now() - began) / 1000).toFixed(0)} s`,
      );
    }
    await options.beforeLastChecks?.(sim);
    const broken = await checkEnd(sim);
    return await makeReport(sim, broken, { ...options, seconds: (Date.now() - began) / 1000 });
  } finally {
    await observer.stop();
  }
}

async function ratesNow({ hub, world, from, agenda }: Sim): Promise<Record<string, any>> {
  const { rates } = await hub.ask(
    world.secretary,
    "query ($from: LocalDate!, $to: LocalDate!) { rates(from: $from, to: $to) { response { text } completion { text } } }",
    { from: shanghaiDate(from), to: shanghaiDate(agenda.now) },
  );
  return rates;
}

/** Now and then a connection of the observer is cut; it must come back and miss nothing. */
const stepsBetweenCuts = 97;

/** Plays the story until a moment: from one thing to the next, with all that must follow in between. */
async function play(
  sim: Sim,
  until: number,
  speed: number | undefined,
  progress: () => void,
): Promise<void> {
  const { agenda, hub, observer } = sim;
  const { expectations } = observer;
  let steps = 0;
  while (agenda.now < until || (agenda.next ?? Infinity) <= agenda.now) {
    await expectations.settle();
    progress();
    if ((agenda.next ?? Infinity) <= agenda.now) {
      await agenda.runDue();
      if (++steps % stepsBetweenCuts === 0) observer.cut(steps);
      continue;
    }
    const target = Math.min(agenda.next ?? Infinity, until);
    observer.hold();
    const { now } = await hub.advance(target);
    if (speed) await new Promise((resolve) => setTimeout(resolve, (now - agenda.now) / speed));
    agenda.now = now;
    observer.release(now);
  }
  await expectations.settle();
}
