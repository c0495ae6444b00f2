import { makeRandom } from "../random.js";
import { dayBefore, hour, plus } from "../time.js";
import type { World } from "../world.js";
import type { Patrol, ServiceRating, Volunteer } from "./owners.types.js";

/** The community with more than a hundred volunteers. */
const keenCommunity = "ZTL";

const routes = [
  "1 至 6 栋楼道",
  "地下车库与充电桩",
  "消防通道与门岗",
  "绿地与儿童乐园",
  "外墙与屋面",
];
const remarks = [
  "一切正常。",
  "3 栋二楼楼道有杂物,已劝导清走。",
  "车库有两辆车压线,已通知门岗。",
  "消火栓箱封条完好。",
  "路灯一处不亮,已提交诉求。",
];
const aspects = ["SECURITY", "CLEANING", "REPAIR", "GREENING", "ATTITUDE"] as const;

/** `2026-Q1` of a moment in Shanghai. */
function quarterOf(at: Date): string {
  const local = new Date(at.getTime() + 8 * hour);
  return `${local.getUTCFullYear()}-Q${Math.floor(local.getUTCMonth() / 3) + 1}`;
}

/** Who walks the community for the others, the rounds they walked, and what owners think of their firms. */
export function makeOwnersLife({ seed, now, communities, residents, people }: World): {
  volunteers: Volunteer[];
  patrols: Patrol[];
  ratings: ServiceRating[];
} {
  const random = makeRandom(seed, "owners-life");
  const volunteers: Volunteer[] = [];
  const patrols: Patrol[] = [];
  const ratings: ServiceRating[] = [];
  for (const { id: communityId, code, firmId } of communities) {
    const living = residents.get(communityId) ?? [];
    const willing = code === keenCommunity ? 108 : random.int(2, 6);
    const own = Array.from({ length: willing }, (_, index): Volunteer => {
      const person = living[index] ?? people.add(`volunteers/${code}`);
      return {
        id: random.id("vol"),
        communityId,
        personId: person.id,
        name: person.name,
        joinedOn: dayBefore(now, random.int(20, 400), "00:00"),
      };
    });
    volunteers.push(...own);
    for (let walk = 0; walk < 3; walk++) {
      const { personId, name: walkerName } = random.pick(own);
      const plannedAt = dayBefore(now, walk * 7 - 2, "19:00");
      const walked = plannedAt < now;
      patrols.push({
        id: random.id("pat"),
        communityId,
        personId,
        walkerName,
        route: random.pick(routes),
        plannedAt,
        state: walked ? "FINISHED" : "PLANNED",
        ...(walked && {
          startedAt: plannedAt,
          endedAt: plus(plannedAt, random.int(30, 70) * 60_000),
          remark: random.pick(remarks),
        }),
      });
    }
    if (!firmId) continue;
    for (const person of living.slice(0, 8)) {
      for (const aspect of aspects) {
        ratings.push({
          id: random.id("rat"),
          communityId,
          firmId,
          personId: person.id,
          quarter: quarterOf(now),
          aspect,
          stars: random.weighted([
            [5, 4],
            [4, 4],
            [3, 2],
            [2, 1],
          ]),
          at: dayBefore(now, random.int(1, 20), "20:00"),
        });
      }
    }
  }
  return { volunteers, patrols, ratings };
}
