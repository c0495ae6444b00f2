import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import {
  dayBefore,
  hour,
  latest,
  minute,
  plus,
  resolveLimit,
  respondLimit,
  within,
} from "../time.js";
import type { Channel } from "./complaints.types.js";
import type { PersonRef } from "../people/people.types.js";
import type { Lookup, World } from "../world.js";
import { castOf } from "./actors.js";
import type { Actors } from "./actors.js";
import type { Draft, Scribe } from "./draft.js";
import type { Plan } from "./plan.js";
import { textsOf } from "./texts/texts.js";

/** A complaint as it went, with what the other parties need to join in. */
export interface History {
  readonly plan: Plan;
  readonly draft: Draft;
  readonly cast: Actors;
  readonly startedAt?: Date;
  readonly verifiedAt?: Date;
}

const channelWords: Record<Channel, string> = {
  OWNER_PLATFORM: "业主平台提交",
  QR_CODE: "扫一区一码提交",
  HOTLINE: "拨打联合体24小时热线",
  CITY_HOTLINE: "12345热线转办",
  PATROL: "网格巡查发现",
  OPEN311: "便民应用提交",
};

const rejections = [
  "反映内容属于正在诉讼的邻里纠纷,已告知司法途径",
  "现场核查两次未发现所述情况,已电话告知反映人",
  "重复提出已明确答复的诉求,无新的事实",
  "地址不在本镇范围,已转相邻街道",
] as const;

const outOfScope = {
  repair: [
    "属开发商保修范围,网格长约谈开发商",
    "涉及市政管线接口,不在物业服务范围,已报网格长协调权属单位",
    "涉及专有部分,物业已协助查看,网格长协调相邻住户",
  ],
  conduct: [
    "属邻里相邻权纠纷,转网格长组织调解",
    "属执法事项,物业已劝阻,报网格长联系综合执法队",
    "需多部门会商,网格长牵头召集",
  ],
} as const;

const suspensions = [
  "配件需厂家定制,预计十日到货,缓办期间设置围挡,网格长已批准",
  "使用维修基金需业主表决,表决期间缓办,网格长已批准",
] as const;

export function makeHistory(
  world: World,
  look: Lookup,
  scribe: Scribe,
  plan: Plan,
  numbers: ReadonlyMap<Plan, string>,
): History {
  const random = makeRandom(world.seed, `history/${plan.id}`);
  const { community, told, outcome } = plan;
  const cast = castOf(random, world, look, community);
  const times = timesOf(world.now, plan);
  const reporter: PersonRef =
    plan.reporter === "GRID_WORKER" ? cast.gridWorkerPerson : plan.reporter;
  const texts = textsOf(plan.category);
  const draft: Draft = {
    id: plan.id,
    number: numbers.get(plan)!,
    title: told.title,
    description: told.description,
    category: plan.category,
    grade: plan.grade,
    channel: plan.channel,
    state: outcome,
    communityId: community.id,
    place: told.place,
    publicPlace: told.publicPlace,
    reporter,
    responsibleFirmId: community.firmId,
    reportedAt: times.reported,
    timeline: [],
    photos: [],
  };
  if (random.chance(0.55))
    draft.photos.push(scribe.photo(texts.before, "反映时拍摄", times.reported));
  const write = (
    at: Date,
    kind: Parameters<Scribe["note"]>[2],
    by: Parameters<Scribe["note"]>[3],
    note?: string,
  ) => scribe.note(draft, at, kind, by, note);

  write(
    times.reported,
    "REPORTED",
    plan.channel === "PATROL" ? cast.gridWorker : cast.reporter,
    channelWords[plan.channel],
  );
  if (outcome === "RECEIVED") return { plan, draft, cast };

  draft.filedAt = times.filed;
  write(times.filed, "FILED", plan.channel === "PATROL" ? cast.gridWorker : cast.hotline);
  if (outcome === "FILED") return { plan, draft, cast };
  if (outcome === "MERGED" && plan.original) {
    draft.mergedInto = plan.original.id;
    draft.stateNote = `与 ${numbers.get(plan.original)} 为同一事项,合并办理`;
    write(times.dispatched, "MERGED", cast.hotline, draft.stateNote);
    return { plan, draft, cast };
  }
  if (outcome === "REJECTED") {
    draft.stateNote = random.pick(rejections);
    write(
      plus(times.dispatched, random.int(20, 90) * minute),
      "REJECTED",
      cast.hotline,
      draft.stateNote,
    );
    return { plan, draft, cast };
  }
  if (community.firmId === null) {
    draft.stateNote = "小区暂无物业服务企业,由网格长跟进";
    write(times.dispatched, "OUT_OF_SCOPE", cast.gridLeader, draft.stateNote);
    return { plan, draft, cast };
  }

  draft.dispatchedAt = times.dispatched;
  write(
    times.dispatched,
    "DISPATCHED",
    cast.system,
    `派遣至${look.firmById(community.firmId).shortName}项目经理${cast.staff("PROJECT_MANAGER").name}`,
  );
  if (outcome === "DISPATCHED") return { plan, draft, cast };
  if (outcome === "RETURNED") {
    draft.stateNote = "物业退回:开发商保修期内,建议转开发商处理,待网格长审定";
    write(
      plus(times.dispatched, 70 * minute),
      "RETURNED",
      cast.staff("PROJECT_MANAGER"),
      draft.stateNote,
    );
    return { plan, draft, cast };
  }

  draft.respondedAt = times.responded;
  write(
    times.responded,
    "RESPONDED",
    cast.staff(random.chance(0.6) ? "PROJECT_MANAGER" : "STEWARD"),
    random.pick(texts.responses),
  );
  if (outcome === "OUT_OF_SCOPE") {
    draft.stateNote = random.pick(texts.skills.length > 0 ? outOfScope.repair : outOfScope.conduct);
    write(times.started, "OUT_OF_SCOPE", cast.staff("PROJECT_MANAGER"), draft.stateNote);
    return { plan, draft, cast };
  }
  if (outcome === "RESPONDED") return { plan, draft, cast };

  write(
    times.started,
    "STARTED",
    cast.staff(texts.skills.length > 0 ? "REPAIRER" : "STEWARD"),
    "到场处置",
  );
  const begun: History = { plan, draft, cast, startedAt: times.started };
  if (outcome === "SUSPENDED") {
    draft.stateNote = random.pick(suspensions);
    write(plus(times.started, 5 * hour), "SUSPENDED", cast.gridLeader, draft.stateNote);
  }
  if (outcome === "IN_PROGRESS" || outcome === "SUSPENDED") return begun;
  finishWork(random, scribe, begun, times, (kind, at, by, note) => write(at, kind, by, note));
  return { ...begun, ...(outcome === "RESOLVED" ? {} : { verifiedAt: times.verified }) };
}

type Write = (
  kind: Parameters<Scribe["note"]>[2],
  at: Date,
  by: Parameters<Scribe["note"]>[3],
  note?: string,
) => void;

/** From the firm's word that it is done to the last signature. */
function finishWork(
  random: Random,
  scribe: Scribe,
  { plan, draft, cast }: History,
  times: Times,
  write: Write,
): void {
  const { outcome, callback } = plan;
  const texts = textsOf(plan.category);
  draft.resolvedAt = times.resolved;
  draft.photos.push(scribe.photo(texts.after, "处置后拍摄", times.resolved));
  write(
    "RESOLVED",
    times.resolved,
    cast.staff(texts.skills.length > 0 ? "REPAIRER" : "PROJECT_MANAGER"),
    random.pick(texts.resolutions),
  );
  if (outcome === "RESOLVED") return;
  write(
    "VERIFIED",
    times.verified,
    cast.gridWorker,
    random.pick([
      "现场核查,情况属实",
      "已到现场查看,处置到位",
      "与管家一同核查,符合办结条件",
      "照片与现场一致",
    ]),
  );
  if (outcome === "VERIFIED" || !callback) return;
  draft.callback = callback;
  write(
    "CALLED_BACK",
    times.calledBack,
    cast.hotline,
    callback.answered
      ? callback.satisfied
        ? "回访:满意"
        : "回访:不满意"
      : "回访两次未接通,短信告知",
  );
  if (outcome === "REOPENED") {
    draft.stateNote = "反映人称问题再次出现,重新办理";
    write("REOPENED", plus(times.calledBack, 12 * minute), cast.gridWorker, draft.stateNote);
  }
  if (outcome !== "CLOSED") return;
  draft.closedAt = times.closed;
  write("CLOSED", times.closed, cast.system);
}

interface Times {
  readonly reported: Date;
  readonly filed: Date;
  readonly dispatched: Date;
  readonly responded: Date;
  readonly started: Date;
  readonly resolved: Date;
  readonly verified: Date;
  readonly calledBack: Date;
  readonly closed: Date;
}

/** Days keep people's hours; where a clock still runs, a late-night start of the demo shows late-night work. */
function timesOf(now: Date, { when, delays, grade, outcome }: Plan): Times {
  const live = "age" in when;
  const reported = live
    ? liveReport(now, when.age)
    : plus(dayBefore(now, when.daysAgo, "00:00"), when.minute * minute);
  const filed = plus(reported, delays.file * minute);
  const dispatched = plus(filed, delays.dispatch * minute);
  const responded = plus(dispatched, delays.respond * respondLimit(dispatched));
  const startedSoon = plus(responded, delays.start * minute);
  const roundTheClock = grade === "EMERGENCY";
  const human = (time: Date) => (roundTheClock ? time : within(time, 7, 21));
  const early = human(startedSoon);
  if (live) {
    const started = early < plus(now, -15 * minute) ? early : startedSoon;
    const left = now.getTime() - started.getTime();
    const at = (share: number) => plus(started, left * share);
    const last = outcome === "RESOLVED" ? 0.7 : 0.45;
    return {
      reported,
      filed,
      dispatched,
      responded,
      started,
      resolved: at(last),
      verified: at(0.65),
      calledBack: at(0.8),
      closed: now,
    };
  }
  const resolved = latest(
    human(plus(dispatched, delays.resolve * resolveLimit)),
    plus(early, 20 * minute),
  );
  const verified = within(plus(resolved, delays.verify * minute), 8, 18);
  const calledBack = within(plus(verified, delays.callBack * minute), 9, 20);
  return {
    reported,
    filed,
    dispatched,
    responded,
    started: early,
    resolved,
    verified,
    calledBack,
    closed: plus(calledBack, delays.close * minute),
  };
}

/** Nobody reports litter at four in the morning; but what is younger than half a day keeps its age, or its clock would jump. */
function liveReport(now: Date, age: number): Date {
  const reported = plus(now, -age * minute);
  return age < 12 * 60 ? reported : within(reported, 6, 23);
}
