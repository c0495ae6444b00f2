import { must } from "../must.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import { day, hour, longestShift, minute, resolveLimit } from "../time.js";
import type { Callback, Category, Channel, ComplaintState, Grade } from "./complaints.types.js";
import type { PersonRef } from "../people/people.types.js";
import type { Community } from "../places/places.types.js";
import type { World } from "../world.js";
import { allTexts, isWalkUp, tell, textsOf } from "./texts/texts.js";
import type { Told } from "./texts/texts.js";

/** How long everything took: minutes, or shares of the limit that the calendar decides. */
interface Delays {
  readonly file: number;
  readonly dispatch: number;
  /** Share of the respond limit. */
  readonly respond: number;
  readonly start: number;
  /** Share of the resolve limit. */
  readonly resolve: number;
  readonly verify: number;
  readonly callBack: number;
  readonly close: number;
}

/** A past day and its minute, or an age: cases whose clock still runs must look the same whenever the demo starts. */
type When = { readonly daysAgo: number; readonly minute: number } | { readonly age: number };

/** All that chance decides about one complaint; the calendar decides the rest. */
export interface Plan {
  readonly id: string;
  readonly outcome: ComplaintState;
  readonly category: Category;
  readonly grade: Grade;
  readonly channel: Channel;
  readonly community: Community;
  readonly reporter: PersonRef | "GRID_WORKER";
  readonly told: Told;
  readonly when: When;
  readonly delays: Delays;
  readonly callback?: Callback;
  readonly original?: Plan;
}

/** Ages in minutes since the report, by state: some fresh, some near their deadline, some past it. */
const running: readonly (readonly [ComplaintState, readonly number[]])[] = [
  ["RECEIVED", [4, 9, 17, 31]],
  ["FILED", [14, 22, 38, 55]],
  ["DISPATCHED", [18, 41, 64, 90, 107, 118, 156, 316, 706]],
  ["RESPONDED", [90, 3 * 60, 6 * 60, 11 * 60, 19 * 60, 26 * 60, 34 * 60, 47 * 60]],
  [
    "IN_PROGRESS",
    [
      4 * 60,
      9 * 60,
      14 * 60,
      21 * 60,
      27 * 60,
      33 * 60,
      41 * 60,
      45 * 60,
      47 * 60,
      58 * 60,
      76 * 60,
    ],
  ],
  ["RESOLVED", [9 * 60, 20 * 60, 31 * 60, 40 * 60]],
  ["VERIFIED", [22 * 60, 29 * 60, 44 * 60]],
  ["CALLED_BACK", [30 * 60, 50 * 60]],
  ["REOPENED", [70 * 60, 96 * 60]],
  ["RETURNED", [7 * 60]],
  ["SUSPENDED", [60 * 60, 130 * 60]],
];

/** With the handwritten cases: 461 closed of 514 that are due, as the consortium published. */
const counts = { closed: 457, outOfScope: 25, merged: 38, rejected: 21 };

/** Of the generated closed ones; with the others 380 of 446 answered callbacks are satisfied, the published 85.2 %. */
const callbacks = { unanswered: 19, dissatisfied: 64 };

const days = 77;

const channels: readonly (readonly [Channel, number])[] = [
  ["HOTLINE", 34],
  ["OWNER_PLATFORM", 24],
  ["QR_CODE", 18],
  ["CITY_HOTLINE", 13],
  ["PATROL", 8],
  ["OPEN311", 3],
];

/** When people pick up the phone: hour of the day and weight. */
const hours: readonly (readonly [number, number])[] = [
  [6, 2],
  [7, 6],
  [8, 10],
  [9, 11],
  [10, 10],
  [11, 8],
  [12, 5],
  [13, 4],
  [14, 6],
  [15, 7],
  [16, 7],
  [17, 7],
  [18, 8],
  [19, 8],
  [20, 7],
  [21, 4],
  [22, 2],
];

export function makePlans(world: World): Plan[] {
  const random = makeRandom(world.seed, "plans");
  const answers = random.shuffle([
    ...Array<Callback>(callbacks.unanswered).fill({ answered: false }),
    ...Array<Callback>(callbacks.dissatisfied).fill({ answered: true, satisfied: false }),
    ...Array<Callback>(counts.closed - callbacks.unanswered - callbacks.dissatisfied).fill({
      answered: true,
      satisfied: true,
    }),
  ]);
  const closed = answers.map((callback, i) =>
    planPast(
      random,
      world,
      "CLOSED",
      { lateResponse: i % 10 === 3, lateResolution: i % 10 === 7 },
      callback,
    ),
  );
  const others = (["outOfScope", "rejected"] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () =>
      planPast(random, world, kind === "outOfScope" ? "OUT_OF_SCOPE" : "REJECTED", {}),
    ),
  );
  const open = running.flatMap(([outcome, ages]) =>
    ages.map((age, i) => planRunning(random, world, outcome, age, i)),
  );
  const twins = random
    .sample(closed, counts.merged)
    .map((original) => planTwin(random, world, original));
  return [...closed, ...others, ...open, ...twins].sort((a, b) => ageOf(b) - ageOf(a));
}

interface Lateness {
  readonly lateResponse?: boolean;
  readonly lateResolution?: boolean;
}

function planPast(
  random: Random,
  world: World,
  outcome: ComplaintState,
  late: Lateness,
  callback?: Callback,
): Plan {
  const base = planWhat(random, world, outcome, false);
  const delays = planDelays(random, base.grade, late);
  const at = random.weighted(hours) * 60 + random.int(0, 59);
  const earliest = Math.ceil((at * minute + longestSpan(delays)) / day);
  return {
    ...base,
    delays,
    when: { daysAgo: Math.max(earliest, random.int(1, days - 1)), minute: at },
    ...(callback ? { callback } : {}),
  };
}

function planRunning(
  random: Random,
  world: World,
  outcome: ComplaintState,
  age: number,
  index: number,
): Plan {
  const base = planWhat(random, world, outcome, index % 3 === 0);
  const callback =
    outcome === "CALLED_BACK"
      ? { answered: true, satisfied: true }
      : outcome === "REOPENED"
        ? { answered: true, satisfied: false }
        : undefined;
  const delays = {
    ...planDelays(random, base.grade, {}),
    file: 2,
    dispatch: 3,
    respond: 0.1 + random.float() * 0.25,
    start: random.int(10, 45),
  };
  return { ...base, delays, when: { age }, ...(callback ? { callback } : {}) };
}

/** A second resident tells the same thing a little later. */
function planTwin(random: Random, world: World, original: Plan): Plan {
  const when = original.when as Extract<When, { daysAgo: number }>;
  const { callback: _, ...shared } = original;
  return {
    ...shared,
    id: random.id("cmp"),
    outcome: "MERGED",
    channel: random.weighted(channels.filter(([channel]) => channel !== "PATROL")),
    reporter: pickReporter(random, world, original.community),
    told: {
      ...original.told,
      description: random.pick(twinWords),
      place: original.told.publicPlace,
    },
    when: { daysAgo: when.daysAgo, minute: Math.min(when.minute + random.int(15, 200), 23 * 60) },
    original,
  };
}

const twinWords = [
  "我也来反映一下这件事,同一个单元的邻居都受影响。",
  "听说已经有人报过,还没看到人来,再报一次。",
  "楼下邻居说打过热线了,我这边情况一样。",
  "同样的问题,扫码再登记一下,希望一并处理。",
  "路过看到的,应该跟群里说的是同一件事。",
  "上午有邻居反映过,现在更严重了。",
] as const;

function planWhat(random: Random, world: World, outcome: ComplaintState, atHome: boolean) {
  const served = world.communities.filter((community) => community.firmId !== null);
  const withoutFirm = outcome === "OUT_OF_SCOPE" && random.chance(0.15);
  const community = withoutFirm
    ? must(
        world.communities.find((one) => one.firmId === null),
        "the community without a firm",
      )
    : atHome
      ? random.pick(served.slice(0, 3))
      : random.weighted(served.map((one) => [one, 400 + one.households] as const));
  // What firms may need an expert for.
  const repair = outcome === "IN_PROGRESS" || outcome === "RESOLVED" || outcome === "RETURNED";
  const category = random.weighted(
    allTexts
      .filter((texts) => !repair || texts.skills.length > 0)
      .filter(
        (texts) =>
          !isWalkUp(community) ||
          (texts.category !== "LIFT" && texts.category !== "GARAGE_BARRIER"),
      )
      .map((texts) => [texts.category, texts.weight] as const),
  );
  const channel = random.weighted(channels);
  return {
    id: random.id("cmp"),
    outcome,
    community,
    category,
    grade: random.weighted(textsOf(category).grades),
    channel,
    reporter:
      channel === "PATROL" ? ("GRID_WORKER" as const) : pickReporter(random, world, community),
    told: tell(random, category, community),
  };
}

/** The first resident of a community is its busiest; in the community of case 2 that is the owner of the demo's sign-in. */
function pickReporter(random: Random, world: World, community: Community): PersonRef {
  const residents = must(world.residents.get(community.id), "residents");
  // Those after the first have their own stories.
  const { id, name, phone } = random.chance(0.25) ? residents[0]! : random.pick(residents.slice(3));
  return { personId: id, name, phone };
}

function planDelays(random: Random, grade: Grade, late: Lateness): Delays {
  const share = (from: number, to: number) => from + random.float() * (to - from);
  const onTime =
    grade === "EMERGENCY"
      ? share(0.04, 0.25)
      : grade === "URGENT"
        ? share(0.08, 0.5)
        : share(0.15, 0.72);
  return {
    file: random.int(1, 12),
    dispatch: random.int(1, 14),
    respond: late.lateResponse ? share(1.1, 3.4) : share(0.06, 0.75),
    start: random.int(10, 180),
    resolve: late.lateResolution ? share(1.1, 2.6) : onTime,
    verify: random.int(30, 500),
    callBack: random.int(20, 800),
    close: random.int(3, 40),
  };
}

/** An upper bound, nights included, so that a closed case lies in the past whatever the calendar says. */
function longestSpan(delays: Delays): number {
  const toStart = delays.respond * 4 * hour + delays.start * minute + longestShift(7, 21);
  const toResolve = Math.max(delays.resolve * resolveLimit + longestShift(7, 21), toStart + hour);
  const paperwork = delays.file + delays.dispatch + delays.verify + delays.callBack + delays.close;
  return toResolve + paperwork * minute + longestShift(8, 18) + longestShift(9, 20);
}

/** For numbering only: those whose clock runs come last. */
function ageOf({ when }: Plan): number {
  return "age" in when ? when.age - 7 * 24 * 60 : when.daysAgo * 24 * 60 - when.minute;
}
