import type { History } from "../complaints/history.js";
import type { Scribe } from "../complaints/draft.js";
import { textsOf } from "../complaints/texts/texts.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import { day, dayBefore, hour, minute, plus } from "../time.js";
import type { CheckIn, Cleaner, CleaningTask } from "./cleaning.types.js";
import type { PhotoScene } from "../photos/photos.types.js";
import type { Community } from "../places/places.types.js";
import type { Lookup, World } from "../world.js";

/** Of the closed complaints that cleaners had a part in; open ones have their task in any case. */
const tasksForClosed = 66;

const titles: Readonly<Record<string, readonly string[]>> = {
  WATER_LEAK: ["清理楼道积水并拖干", "擦干地面、摆放防滑提示牌"],
  SEWAGE: ["冲洗消毒污水外溢处", "清洗阳台和墙面污渍"],
  LITTERING: ["清运垃圾并冲洗地面", "清扫楼道、擦拭扶手", "清理投放点周边"],
  DRAINS: ["清扫雨水口落叶", "清理淤泥并冲洗路面"],
};

const daily: readonly (readonly [string, string])[] = [
  ["楼道湿拖", "1至4号楼"],
  ["电梯轿厢擦拭消毒", "各单元"],
  ["垃圾投放点巡收", "东侧投放点"],
  ["车库地面清扫", "地下车库B1层"],
  ["大门与门岗周边保洁", "南门"],
  ["公共扶手消毒", "5至9号楼"],
  ["绿地捡拾", "中心花园"],
];

export type TaskNumbers = (operator: string) => string;

export function makeTaskNumbers(): TaskNumbers {
  const used = new Map<string, number>();
  return (operator) => {
    const next = (used.get(operator) ?? 0) + 1;
    used.set(operator, next);
    return `BJ-${operator.slice(1)}-${String(next).padStart(4, "0")}`;
  };
}

export function makeCleaningTasks(
  world: World,
  look: Lookup,
  scribe: Scribe,
  histories: readonly History[],
  number: TaskNumbers,
): CleaningTask[] {
  const random = makeRandom(world.seed, "cleaning-tasks");
  const candidates = histories.filter(
    ({ draft, startedAt }) => startedAt && textsOf(draft.category).cleaning,
  );
  const closed = new Set(
    random.sample(
      candidates.filter(({ draft }) => draft.state === "CLOSED"),
      tasksForClosed,
    ),
  );
  const forComplaints = candidates
    .filter((history) => history.draft.state !== "CLOSED" || closed.has(history))
    .map((history) => complaintTask(random, world, look, scribe, history, number));
  return [...forComplaints, ...dailyTasks(random, world, look, scribe, number)];
}

function complaintTask(
  random: Random,
  world: World,
  look: Lookup,
  scribe: Scribe,
  { draft, plan, startedAt, cast }: History,
  number: TaskNumbers,
): CleaningTask {
  const crew = look.crew(plan.community);
  const cleaner = random.pick(look.cleaners(crew));
  const operator = operatorOf(world, crew.contractorId);
  const createdAt = plus(startedAt!, 5 * minute);
  const open = draft.resolvedAt === undefined && random.chance(0.5);
  // Where the repair has only begun, so has the cleaning.
  const doneAt = plus(
    createdAt,
    Math.min(random.int(35, 110) * minute, (world.now.getTime() - createdAt.getTime()) * 0.8),
  );
  const method = checkInMethod(random, cleaner);
  const checkIn = makeCheckIn(random, look, scribe, operator, cleaner, {
    method,
    at: doneAt,
    scene: draft.category === "LITTERING" ? "BINS_CLEAN" : "STAIRWELL_DRY",
  });
  const task: CleaningTask = {
    id: random.id("tsk", operator),
    number: number(operator),
    contractorId: crew.contractorId,
    crewId: crew.id,
    cleanerId: cleaner.id,
    communityId: plan.community.id,
    complaintId: draft.id,
    title: random.pick(titles[draft.category] ?? ["现场保洁"]),
    place: draft.publicPlace,
    state: !open ? (draft.state === "CLOSED" ? "VERIFIED" : "DONE") : "OPEN",
    createdAt,
    dueAt: plus(createdAt, 2 * hour),
    checkIns: open ? [] : [checkIn],
  };
  const contractor = look.contractorName(crew);
  scribe.note(
    draft,
    createdAt,
    "TASK_CREATED",
    cast.staff("CLEANING_SUPERVISOR"),
    `${task.title}(${crew.name})`,
  );
  if (!open)
    scribe.note(
      draft,
      doneAt,
      "TASK_CHECKED_IN",
      { name: cleaner.name, role: "CLEANER", organisation: contractor },
      methodWords[method],
    );
  return task;
}

const methodWords = {
  PHOTO: "拍照打卡:完成",
  SMS: "短信打卡:完成",
  PROXY: "班长代录:完成",
} as const;

/** Yesterday's and today's rounds; before six in the morning "today" is still yesterday. */
function dailyTasks(
  random: Random,
  world: World,
  look: Lookup,
  scribe: Scribe,
  number: TaskNumbers,
): CleaningTask[] {
  const communities = new Map<string, Community>(world.communities.map((one) => [one.id, one]));
  const today = dayBefore(world.now, 0, "06:00");
  const morning = today < plus(world.now, -5 * minute) ? today : plus(today, -day);
  return world.crews.flatMap((crew) => {
    const operator = operatorOf(world, crew.contractorId);
    return look.cleaners(crew).flatMap((cleaner, i) =>
      [1, 0].map((daysAgo): CleaningTask => {
        const createdAt = plus(morning, -daysAgo * day + i * 2 * minute);
        const [title, place] = daily[(i + daysAgo) % daily.length]!;
        const method = checkInMethod(random, cleaner);
        const cannot = random.chance(0.06);
        const at = plus(createdAt, random.int(40, 300) * minute);
        const checkIn = makeCheckIn(random, look, scribe, operator, cleaner, {
          method,
          at,
          scene: "MOPPING",
          cannot,
        });
        const done = daysAgo === 1;
        return {
          id: random.id("tsk", operator),
          number: number(operator),
          contractorId: crew.contractorId,
          crewId: crew.id,
          cleanerId: cleaner.id,
          communityId: communities.get(crew.communityIds[i % crew.communityIds.length]!)!.id,
          title,
          place,
          state: done ? (cannot ? "CANNOT" : "DONE") : "OPEN",
          createdAt,
          dueAt: plus(createdAt, 11 * hour),
          checkIns: done ? [checkIn] : [],
        };
      }),
    );
  });
}

interface CheckInFacts {
  readonly method: CheckIn["method"];
  readonly at: Date;
  readonly scene: PhotoScene;
  readonly cannot?: boolean;
}

function makeCheckIn(
  random: Random,
  look: Lookup,
  scribe: Scribe,
  operator: string,
  cleaner: Cleaner,
  facts: CheckInFacts,
): CheckIn {
  const leader = look.leaderOf(cleaner);
  return {
    id: random.id("chk", operator),
    method: facts.method,
    at: facts.at,
    cleanerId: cleaner.id,
    verb: facts.cannot ? "CANNOT" : "DONE",
    photos:
      facts.method === "PHOTO" && !facts.cannot
        ? [scribe.photo(facts.scene, "打卡照片", facts.at)]
        : [],
    ...(facts.method === "PROXY" ? { proxyName: leader.name } : {}),
    ...(facts.cannot ? { note: random.pick(["门锁着进不去", "缺拖把和消毒液"]) } : {}),
  };
}

/** A feature phone sends an SMS; who was never trained, or leads nobody by phone, has the leader write it down. */
function checkInMethod(random: Random, cleaner: Cleaner): CheckIn["method"] {
  if (cleaner.phoneKind === "FEATURE") return random.chance(0.7) ? "SMS" : "PROXY";
  return cleaner.trained ? (random.chance(0.9) ? "PHOTO" : "PROXY") : "PROXY";
}

function operatorOf(world: World, contractorId: string): string {
  return world.contractors.find((one) => one.id === contractorId)!.operator;
}
