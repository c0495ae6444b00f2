import type { People } from "../people/people.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import { dayBefore } from "../time.js";
import type { Firm, Project, Skill, Staff, StaffPost } from "./firms.types.js";
import type { Community } from "../places/places.types.js";

export interface Projects {
  readonly projects: readonly Project[];
  readonly staff: readonly Staff[];
}

const repairSkills: readonly (readonly Skill[])[] = [
  ["PIPES", "DRAINS"],
  ["ELECTRICAL", "INTERCOM"],
  ["PIPES", "ELECTRICAL", "DOORS_LOCKS"],
  ["GARAGE_BARRIER", "CHARGING", "ELECTRICAL"],
  ["CIVIL", "WATERPROOFING"],
];

/** One project per community with a firm, with the staff registered there. */
export function makeProjects(
  seed: number,
  now: Date,
  people: People,
  communities: readonly Community[],
  firms: readonly Firm[],
): Projects {
  const random = makeRandom(seed, "projects");
  const projects: Project[] = [];
  const staff: Staff[] = [];

  for (const community of communities) {
    const firm = firms.find((one) => one.id === community.firmId);
    if (!firm) continue;
    const projectId = random.id("prj", firm.operator);
    const register = (post: StaffPost, name?: string, skills: readonly Skill[] = []): Staff => {
      const person = name
        ? people.named("staff", name)
        : people.add("staff", nameKind(random, post));
      const member: Staff = {
        id: random.id("stf", firm.operator),
        firmId: firm.id,
        projectId,
        personId: person.id,
        name: person.name,
        post,
        phone: person.phone,
        skills,
        onDuty: post === "PROJECT_MANAGER" || random.chance(0.7),
        registeredOn: dayBefore(now, random.int(30, 700), "00:00"),
      };
      staff.push(member);
      return member;
    };

    const story = community.code === "WTY";
    const manager = register("PROJECT_MANAGER");
    register("STEWARD", story ? "叶佳颖" : undefined);
    if (random.chance(0.5)) register("STEWARD");
    register(
      "REPAIRER",
      story ? "刘德胜" : undefined,
      story ? ["PIPES", "ELECTRICAL"] : repairSkills[random.int(0, 4)]!,
    );
    if (random.chance(0.7)) register("REPAIRER", undefined, random.pick(repairSkills));
    for (let i = random.int(1, 3); i > 0; i--) register("SECURITY");
    register("CLEANING_SUPERVISOR");

    projects.push({
      id: projectId,
      firmId: firm.id,
      communityId: community.id,
      name: `${community.name}服务中心`,
      address: community.address,
      hotline: `6800-${firm.operator.slice(1)}${String(projects.length + 10)}`,
      managerStaffId: manager.id,
      startedOn: dayBefore(now, random.int(200, 1500), "00:00"),
    });
  }
  return { projects, staff };
}

function nameKind(random: Random, post: StaffPost) {
  if (post === "REPAIRER" || post === "SECURITY") return random.chance(0.9) ? "MALE" : "FEMALE";
  if (post === "STEWARD") return random.chance(0.75) ? "FEMALE" : "MALE";
  return undefined;
}
