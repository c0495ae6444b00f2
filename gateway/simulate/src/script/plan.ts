import { makeRandom } from "../random.js";
import { day, hour, minute, shanghaiHour } from "../time.js";
import type { Community, World } from "../world.js";

export type Channel =
  | "OWNER_PLATFORM"
  | "QR_CODE"
  | "HOTLINE"
  | "CITY_HOTLINE"
  | "PATROL"
  | "OPEN311";

/** A complaint that will come. */
export interface PlannedCase {
  readonly index: number;
  readonly at: number;
  readonly community: Community;
  readonly category: string;
  readonly channel: Channel;
  readonly title: string;
  readonly publicPlace: string;
  readonly place: string;
  /** The index of the one that it repeats. */
  readonly repeats: number | null;
}

const categories = [
  ["FIRM_INACTION", 60, "物业长期不处理"],
  ["STEWARD_UNRESPONSIVE", 38, "管家电话没人接"],
  ["LITTERING", 46, "楼道垃圾没人清"],
  ["FACILITY_DAMAGE", 52, "公共设施损坏"],
  ["ILLEGAL_PARKING", 50, "车辆堵住通道"],
  ["ILLEGAL_RENOVATION", 18, "楼上违规敲墙"],
  ["LIFT", 34, "电梯困人又停运"],
  ["WATER_LEAK", 48, "天花板渗水"],
  ["SEWAGE", 22, "污水管外溢"],
  ["GARAGE_BARRIER", 16, "车库道闸坏了"],
  ["FACADE_FALLING", 9, "外墙砖往下掉"],
  ["CHARGING_PILE", 14, "充电桩用不了"],
  ["FEES", 20, "物业费账目不清"],
  ["NOISE", 28, "半夜机器响"],
  ["DOGS", 16, "遛狗不牵绳"],
  ["DRAINS", 24, "下水道返水"],
  ["OVERCHARGING", 8, "收费高于公示"],
  ["ILLEGAL_CLASSES", 4, "居民楼里办班"],
  ["FIRE_ACCESS", 17, "消防通道被占"],
] as const;

const channels: readonly (readonly [Channel, number])[] = [
  ["HOTLINE", 40],
  ["QR_CODE", 18],
  ["OWNER_PLATFORM", 17],
  ["CITY_HOTLINE", 12],
  ["PATROL", 9],
  ["OPEN311", 4],
];

/** Of a hundred complaints so many come in each hour of the day. */
const hours = [1, 1, 1, 1, 1, 2, 3, 5, 8, 9, 8, 7, 5, 5, 6, 7, 7, 6, 6, 7, 6, 4, 3, 2];

/** Who complains of what, when and how, over so many weeks. Some say what somebody has said before. */
export function planCases(
  world: World,
  { seed, tickets, from, weeks }: { seed: number; tickets: number; from: number; weeks: number },
): PlannedCase[] {
  const random = makeRandom(seed, "arrivals");
  const days = weeks * 7;
  const moments = Array.from({ length: tickets }, () => {
    const hourOfDay = random.weighted(hours.map((weight, at) => [at, weight] as const));
    return (
      from +
      random.int(0, days - 1) * day +
      hourOfDay * hour +
      random.int(1, 59) * minute +
      random.int(0, 59) * 1000
    );
  }).toSorted((a, b) => a - b);
  const first = shanghaiHour(from);
  if (first !== 0) throw new Error("a story begins at midnight in Shanghai");

  const plans: PlannedCase[] = [];
  for (const [index, at] of moments.entries()) {
    const earlier = plans.findLast(
      (one) => one.repeats === null && at - one.at < 6 * hour && at - one.at > 20 * minute,
    );
    const repeated = earlier && random.chance(0.35) ? earlier : null;
    const community = repeated?.community ?? random.pick(world.communities);
    const [category, , words] = random.weighted(categories.map((row) => [row, row[1]] as const));
    const building = random.int(1, 28);
    const unit = random.int(1, 4);
    plans.push({
      index,
      at,
      community,
      category: repeated?.category ?? category,
      channel: random.weighted(channels),
      title: repeated?.title ?? `${words}(${index + 1})`,
      publicPlace: repeated?.publicPlace ?? `${building} 栋 ${unit} 单元`,
      place: `${building} 栋 ${unit} 单元 ${random.int(1, 24)}0${random.int(1, 4)} 室`,
      repeats: repeated?.index ?? null,
    });
  }
  return plans;
}
