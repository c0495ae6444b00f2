import { makeContractors } from "./cleaning/contractors.js";
import type { Contractors } from "./cleaning/contractors.js";
import { makeContracts } from "./firms/contracts.js";
import { makeExperts, makeFirms } from "./firms/firms.js";
import { makeProjects } from "./firms/projects.js";
import type { Projects } from "./firms/projects.js";
import { must } from "./must.js";
import { makePeople, ref } from "./people/people.js";
import type { People } from "./people/people.js";
import { makePlaces } from "./places/places.js";
import type { Places } from "./places/places.js";
import { makeRandom } from "./random.js";
import { makeResidents } from "./people/residents.js";
import type { Cleaner, Crew } from "./cleaning/cleaning.types.js";
import type {
  Consortium,
  Expert,
  Firm,
  Project,
  ServiceContract,
  Staff,
  StaffPost,
} from "./firms/firms.types.js";
import type { Person } from "./people/people.types.js";
import type { Community, Grid } from "./places/places.types.js";

/** Who and what stands there before anything happens. */
export interface World extends Places, Projects, Contractors {
  readonly seed: number;
  readonly now: Date;
  readonly people: People;
  readonly consortium: Consortium;
  readonly firms: readonly Firm[];
  readonly experts: readonly Expert[];
  readonly contracts: readonly ServiceContract[];
  /** Who answers the consortium's 24-hour hotline. */
  readonly hotline: readonly Person[];
  /** Who lives there and has something to say, by community. */
  readonly residents: ReadonlyMap<string, readonly Person[]>;
}

export function createWorld(seed: number, now: Date): World {
  const people = makePeople(seed);
  const firms = makeFirms(seed, now, people);
  const places = makePlaces(seed, people, firms);
  return {
    seed,
    now,
    people,
    firms,
    ...places,
    ...makeProjects(seed, now, people, places.communities, firms),
    ...makeContractors(seed, people, places.communities, firms),
    experts: makeExperts(seed, people, firms),
    contracts: makeContracts(seed, now, places.communities, firms),
    residents: makeResidents(people, places.communities),
    hotline: Array.from({ length: 4 }, () => people.add("hotline", "FEMALE")),
    consortium: {
      id: makeRandom(seed, "consortium").id("cons"),
      name: "澄溪镇物业服务联合体",
      nameEn: "Chengxi Property Service Consortium",
      hotline: "6800-0000",
      secretary: ref(people.named("consortium", "沈文静")),
    },
  };
}

/** Quick ways from a thing to its neighbours; a missing one is a bug of the generator, so it throws. */
export interface Lookup {
  community(code: string): Community;
  firm(operator: string): Firm;
  firmById(id: string): Firm;
  grid(community: Community): Grid;
  project(community: Community): Project;
  crew(community: Community): Crew;
  cleaners(crew: Crew): readonly Cleaner[];
  leaderOf(cleaner: Cleaner): Cleaner;
  staff(community: Community, post: StaffPost): readonly Staff[];
  experts(firm: Firm): readonly Expert[];
  committeeName(community: Community): string;
  contractorName(crew: Crew): string;
}

export function lookup(world: World): Lookup {
  const grids = byKey(world.grids, (grid) => grid.id);
  const firms = byKey(world.firms, (firm) => firm.id);
  const projects = byKey(world.projects, (project) => project.communityId);
  const committees = byKey(world.committees, (committee) => committee.id);
  const staff = Map.groupBy(world.staff, (member) => `${member.projectId}/${member.post}`);
  const experts = Map.groupBy(world.experts, (expert) => expert.firmId);
  const cleaners = Map.groupBy(world.cleaners, (cleaner) => cleaner.crewId);
  const project = (community: Community) =>
    must(projects.get(community.id), `project of ${community.name}`);
  const grid = (community: Community) =>
    must(grids.get(community.gridId), `grid of ${community.name}`);
  return {
    grid,
    project,
    community: (code) =>
      must(
        world.communities.find((one) => one.code === code),
        code,
      ),
    firm: (operator) =>
      must(
        world.firms.find((one) => one.operator === operator),
        operator,
      ),
    firmById: (id) => must(firms.get(id), id),
    crew: (community) =>
      must(
        world.crews.find((crew) => crew.communityIds.includes(community.id)),
        `crew of ${community.name}`,
      ),
    cleaners: (crew) => cleaners.get(crew.id) ?? [],
    leaderOf: (cleaner) => must(cleaners.get(cleaner.crewId)?.[0], "crew leader"),
    staff: (community, post) => staff.get(`${project(community).id}/${post}`) ?? [],
    experts: (firm) => experts.get(firm.id) ?? [],
    committeeName: (community) =>
      must(committees.get(grid(community).committeeId), "committee").name,
    contractorName: (crew) =>
      must(
        world.contractors.find((one) => one.id === crew.contractorId),
        "contractor",
      ).name,
  };
}

function byKey<T>(list: readonly T[], key: (one: T) => string): Map<string, T> {
  return new Map(list.map((one) => [key(one), one]));
}
