import { defaultSeed, officialScope, residentScope } from "./personas.js";
import { makeRandom } from "./random.js";
import type { Persona, PersonaClaims, PersonaRole } from "./personas.types.js";
import type { Bilingual } from "./types.js";
import { createWorld, type World } from "./world.js";

/** Somebody of the town; the id is the person's own. */
export interface CastMember extends Omit<Persona, "id"> {
  readonly id: string;
  /** By which cleaners check in. */
  readonly phone?: string;
}

interface Organisation {
  readonly id: string;
  readonly name: string;
}

const titles: Readonly<Record<PersonaRole, Bilingual>> = {
  GRID_WORKER: { zh: "网格人员", en: "Grid officer" },
  SECRETARY: { zh: "联合体坐席", en: "Clerk of the consortium" },
  FIRM_MANAGER: { zh: "物业负责人", en: "Manager at a firm" },
  EXPERT: { zh: "物业员工", en: "Staff or expert of a firm" },
  CLEANER: { zh: "保洁员", en: "Cleaner" },
  CREW_LEADER: { zh: "保洁班长", en: "Crew leader" },
  OWNER: { zh: "业主", en: "Owner" },
  COMMITTEE_MEMBER: { zh: "业委会委员", en: "Owners' committee member" },
  APP: { zh: "第三方应用", en: "Third-party app" },
};

/** Everybody of the default town who does anything, for simulations. */
export function createCast(): readonly CastMember[] {
  const world = createWorld(defaultSeed, new Date(0));
  return [
    ...grids(world),
    ...consortium(world),
    ...firms(world),
    ...contractors(world),
    ...owners(world),
  ];
}

function member(
  person: { readonly id: string; readonly name: string },
  role: PersonaRole,
  organisations: readonly Organisation[],
  claims: Partial<PersonaClaims> = {},
): CastMember {
  return {
    id: person.id,
    name: person.name,
    title: titles[role],
    description: titles[role],
    organisations,
    claims: {
      sub: person.id,
      name: person.name,
      role,
      org: organisations[0]!.id,
      orgs: organisations.map(({ id }) => id),
      grids: [],
      communities: [],
      scope: role === "OWNER" || role === "CLEANER" ? residentScope : officialScope,
      ...claims,
    },
  };
}

const toPerson = ({ personId: id, name }: { personId: string; name: string }) => ({ id, name });

const grids = ({ grids, committees, communities }: World): CastMember[] =>
  grids.flatMap(({ id, committeeId, leader, workers }) => {
    const committee = committees.filter((one) => one.id === committeeId);
    const mine = communities.filter(({ gridId }) => gridId === id).map((one) => one.id);
    return [leader, ...workers].map((officer) =>
      member(toPerson(officer), "GRID_WORKER", committee, { grids: [id], communities: mine }),
    );
  });

const consortium = ({ seed, consortium, hotline }: World): CastMember[] => {
  const app = { id: makeRandom(seed, "cast").id("app"), name: "澄溪随手拍" };
  return [
    member(toPerson(consortium.secretary), "SECRETARY", [consortium]),
    ...hotline.map((clerk) => member(clerk, "SECRETARY", [consortium])),
    member(app, "APP", [app]),
  ];
};

/** Whoever leads a project speaks for the firm there, as its head does. */
function firms({ firms, staff, experts }: World): CastMember[] {
  const heads = Map.groupBy(firms, ({ managerPersonId }) => managerPersonId);
  const byId = new Map(firms.map((firm) => [firm.id, firm]));
  return [
    ...[...heads.values()].map((mine) =>
      member({ id: mine[0]!.managerPersonId, name: mine[0]!.managerName }, "FIRM_MANAGER", mine),
    ),
    ...staff.map(({ post, firmId, ...person }) =>
      member(toPerson(person), post === "PROJECT_MANAGER" ? "FIRM_MANAGER" : "EXPERT", [
        byId.get(firmId)!,
      ]),
    ),
    ...experts.map(({ firmId, ...person }) =>
      member(toPerson(person), "EXPERT", [byId.get(firmId)!]),
    ),
  ];
}

function contractors({ contractors, crews, cleaners }: World): CastMember[] {
  const contractorOf = new Map(contractors.map((one) => [one.id, one]));
  const crewOf = new Map(crews.map((one) => [one.id, one]));
  return cleaners.map(({ id, crewId, contractorId, ...person }) => {
    const { leaderCleanerId, communityIds } = crewOf.get(crewId)!;
    const role = id === leaderCleanerId ? "CREW_LEADER" : "CLEANER";
    const contractor = contractorOf.get(contractorId)!;
    return {
      ...member(toPerson(person), role, [contractor], { communities: communityIds }),
      phone: person.phone,
    };
  });
}

/** Where the committee resigned, the first of the residents speaks for the owners. */
function owners({ communities, ownersCommittees, residents }: World): CastMember[] {
  return communities.flatMap(({ id, name }) => {
    const committee = ownersCommittees.find(({ communityId }) => communityId === id);
    const [first, ...others] = residents.get(id) ?? [];
    const organisation = committee ?? { id: id.replace(/^cty/, "oc"), name: `${name}业主` };
    const as = (person: { id: string; name: string }, role: "OWNER" | "COMMITTEE_MEMBER") =>
      member(person, role, [{ id: organisation.id, name: organisation.name }], {
        communities: [id],
      });
    return [
      ...(committee ? [as(toPerson(committee.director), "COMMITTEE_MEMBER")] : []),
      ...(first ? [as(first, committee ? "OWNER" : "COMMITTEE_MEMBER")] : []),
      ...others.map((person) => as(person, "OWNER")),
    ];
  });
}
