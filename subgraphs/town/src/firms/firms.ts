import type { People } from "../people/people.js";
import { makeRandom } from "../random.js";
import { dayBefore } from "../time.js";
import type { Expert, Firm, Skill, Standing } from "./firms.types.js";
import { skills } from "./firms.types.js";
import { firmRows } from "./firms.data.js";

const watched = new Set(["f10", "f15", "f26"]);
const suspended = new Set(["f23"]);

/** The 29 firms. The first two share one manager, as small towns have it. */
export function makeFirms(seed: number, now: Date, people: People): Firm[] {
  const random = makeRandom(seed, "firms");
  const sharedManager = people.named("firms", "贺明辉");
  return firmRows.map(([shortName, spelling, street], index) => {
    const operator = `f${String(index + 1).padStart(2, "0")}`;
    const standing: Standing = suspended.has(operator)
      ? "SUSPENDED"
      : watched.has(operator)
        ? "WATCHED"
        : "GOOD";
    const manager =
      index < 2
        ? sharedManager
        : index === 4
          ? people.named("firms", "杨志强")
          : people.add("firms");
    return {
      id: random.id("firm"),
      operator,
      name: `澄溪${shortName}物业服务有限公司`,
      shortName: `${shortName}物业`,
      nameEn: `Chengxi ${spelling} Property Services`,
      hotline: `6800-${String(index + 1).padStart(2, "0")}01`,
      managerPersonId: manager.id,
      managerName: manager.name,
      managerPhone: manager.phone,
      headOffice: `澄溪镇${street}`,
      standing,
      joinedOn: dayBefore(now, random.int(200, 900), "00:00"),
    };
  });
}

const titles = [
  "高级维修技师",
  "维修技师",
  "工程主管",
  "给排水工程师",
  "电气工程师",
  "注册消防工程师",
  "土建工程师",
  "工程部经理",
] as const;

const titleSkills: Record<(typeof titles)[number], readonly Skill[]> = {
  高级维修技师: ["PIPES", "ELECTRICAL", "DOORS_LOCKS", "WATERPROOFING"],
  维修技师: ["PIPES", "ELECTRICAL", "DOORS_LOCKS", "INTERCOM"],
  工程主管: ["CIVIL", "WATERPROOFING", "GARAGE_BARRIER", "CHARGING"],
  给排水工程师: ["PIPES", "DRAINS", "WATERPROOFING"],
  电气工程师: ["ELECTRICAL", "LIFT", "CHARGING", "GARAGE_BARRIER"],
  注册消防工程师: ["FIRE_SAFETY", "ELECTRICAL"],
  土建工程师: ["CIVIL", "WATERPROOFING", "DRAINS"],
  工程部经理: ["LIFT", "GARAGE_BARRIER", "GREENING", "INTERCOM"],
};

const expertCount = 200;

/** The experts the firms lend to each other; the two of the demo come first in their firms. */
export function makeExperts(seed: number, people: People, firms: readonly Firm[]): Expert[] {
  const random = makeRandom(seed, "experts");
  return Array.from({ length: expertCount }, (_, index) => {
    const firm = firms[index % firms.length]!;
    const lead = index < firms.length;
    const story = lead ? storyExperts[firm.operator] : undefined;
    const person = story
      ? people.named("experts", story.name)
      : people.add("experts", random.chance(0.8) ? "MALE" : "FEMALE");
    const title = story?.title ?? random.pick(titles);
    const own = titleSkills[title];
    return {
      id: random.id("exp"),
      personId: person.id,
      firmId: firm.id,
      name: person.name,
      title,
      skills: story?.skills ?? order(random.sample(own, random.int(1, Math.min(3, own.length)))),
      years: story?.years ?? random.int(4, 32),
      phone: person.phone,
    };
  });
}

interface StoryExpert {
  readonly name: string;
  readonly title: (typeof titles)[number];
  readonly skills: readonly Skill[];
  readonly years: number;
}

const storyExperts: Readonly<Record<string, StoryExpert>> = {
  f07: {
    name: "彭立新",
    title: "给排水工程师",
    skills: ["PIPES", "WATERPROOFING", "DRAINS"],
    years: 26,
  },
  f16: { name: "陶国平", title: "高级维修技师", skills: ["PIPES", "WATERPROOFING"], years: 18 },
};

function order(some: readonly Skill[]): Skill[] {
  return skills.filter((skill) => some.includes(skill));
}
