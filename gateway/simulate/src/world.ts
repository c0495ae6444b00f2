import type { HubClient, Who } from "./hub/client.js";

/** Somebody on a firm's staff list, and as whom they sign in. */
export interface Staff extends Who {
  /** `stf_…` */
  readonly staffId: string;
  readonly post: string;
  readonly skills: readonly string[];
}

/** A firm of the consortium. */
export interface Firm {
  readonly id: string;
  readonly operator: string;
  readonly shortName: string;
  /** Whether its membership is in force. */
  readonly isActive: boolean;
  readonly head: Who;
  readonly experts: readonly (Who & { readonly expertId: string })[];
}

/** A firm's service centre in a community. */
export interface Project {
  readonly id: string;
  /** From when on the firm is responsible, in the domain's time. */
  readonly since: number;
  readonly manager: Staff;
  readonly staff: readonly Staff[];
}

/** Somebody of a crew. */
export interface Cleaner extends Who {
  /** `cln_…` */
  readonly cleanerId: string;
  /** Of a telephone that can do no more than call and send SMS; null for any other. */
  readonly featurePhone: string | null;
}

/** Who cleans a community. */
export interface Cleaning {
  readonly contractorId: string;
  readonly leader: Cleaner;
  readonly cleaners: readonly Cleaner[];
}

export interface Community {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly gridId: string;
  readonly workers: readonly Who[];
  readonly leader: Who;
  readonly residents: readonly Who[];
  readonly committee: Who;
  /** Where the community's code leads: `/public/neighborhood/report/…`. */
  readonly reportPath: string;
  /** Another one after a takeover. */
  firm: Firm | null;
  project: Project | null;
  readonly cleaning: Cleaning | null;
}

/** The town as the graph and the sign-in show it. */
export interface World {
  readonly communities: readonly Community[];
  readonly firms: readonly Firm[];
  readonly secretary: Who;
  readonly clerks: readonly Who[];
  /** An application that brings complaints by Open311. */
  readonly app: Who;
}

interface Card {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly phone?: string;
  readonly organisation: string;
  readonly organisations: readonly { readonly id: string }[];
  readonly communities: readonly string[];
}

/** Reads the town: who lives there, who is responsible, who works where. */
export async function readWorld(hub: HubClient): Promise<World> {
  const cast = await hub.json<readonly Card[]>("/demo/cast");
  const ofRole = (role: string): readonly Card[] => cast.filter((card) => card.role === role);
  const [secretary, ...clerks] = ofRole("SECRETARY");
  const [app] = ofRole("APP");
  if (!secretary || !app)
    throw new Error(
      `${hub.url} lets nobody of the town sign in: start it with HUTONG_SIMULATE_FROM=<ISO time>`,
    );
  const known = new Map(
    cast.flatMap((card) => card.organisations.map(({ id }) => [`${card.name}@${id}`, card])),
  );
  const named: Named = (name, organisation) => {
    const card = known.get(`${name}@${organisation}`);
    return card && { id: card.id, name, organisation, phone: card.phone };
  };
  const firms = await readFirms(hub, secretary, named);
  const byId = new Map(firms.map((firm) => [firm.id, firm]));
  const posters = await readPosters(hub, ofRole("GRID_WORKER"));
  const { communities } = await hub.ask(secretary, communitiesQuery);
  return {
    secretary,
    clerks,
    app,
    firms,
    communities: communities.edges.map(({ node }: any): Community => {
      const lives = (role: string): readonly Card[] =>
        ofRole(role).filter((card) => card.communities.includes(node.id));
      const officer = (personId: string): Who => cast.find(({ id }) => id === personId)!;
      return {
        id: node.id,
        code: node.code,
        name: node.name,
        gridId: node.grid.id,
        workers: node.grid.workers.map(({ personId }: any) => officer(personId)),
        leader: officer(node.grid.leader.personId),
        residents: lives("OWNER"),
        committee: lives("COMMITTEE_MEMBER")[0]!,
        reportPath: posters.get(node.id)!,
        firm: byId.get(node.firm?.id) ?? null,
        project: toProject(node, named),
        cleaning: toCleaning(node, named, (who) =>
          lives("CREW_LEADER").some(({ id }) => id === who.id),
        ),
      };
    }),
  };
}

type Named = (
  name: string,
  organisation: string,
) => (Who & { readonly phone: string | undefined }) | undefined;

async function readFirms(hub: HubClient, who: Who, named: Named): Promise<Firm[]> {
  const { propertyFirms } = await hub.ask(
    who,
    `{ propertyFirms(first: 100) { edges { node {
      id operator shortName managerName standing
      experts(first: 20) { edges { node { id name } } } } } } }`,
  );
  return propertyFirms.edges
    .map(({ node }: any) => ({
      id: node.id,
      operator: node.operator,
      shortName: node.shortName,
      isActive: node.standing !== "SUSPENDED",
      head: named(node.managerName, node.id),
      experts: node.experts.edges.map(({ node: expert }: any) => ({
        ...named(expert.name, node.id),
        expertId: expert.id,
      })),
    }))
    .toSorted((a: Firm, b: Firm) => (a.operator < b.operator ? -1 : 1));
}

/** A poster is for the community's grid workers; it shows the code that leads to the form. */
async function readPosters(
  hub: HubClient,
  officers: readonly Card[],
): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const officer of officers) {
    if (officer.communities.every((id) => paths.has(id))) continue;
    const { myGrids } = await hub.ask(officer, "{ myGrids { communities { id poster } } }");
    for (const { id, poster } of myGrids.flatMap((grid: any) => grid.communities))
      if (poster) paths.set(id, poster.replace("/poster/", "/report/"));
  }
  return paths;
}

const communitiesQuery = /* GraphQL */ `
  {
    communities(first: 100) {
      edges {
        node {
          id
          code
          name
          firm {
            id
          }
          grid {
            id
            leader {
              personId
            }
            workers {
              personId
            }
          }
          projects {
            id
            firm {
              id
            }
            manager {
              id
            }
            staff {
              id
              name
              post
              skills
            }
          }
          contractor {
            id
            crews {
              leader {
                id
                name
                phoneKind
              }
              cleaners {
                id
                name
                phoneKind
              }
            }
          }
        }
      }
    }
  }
`;

function toProject({ projects, firm }: any, named: Named): Project | null {
  const project = projects?.find((one: any) => one.firm.id === firm?.id);
  if (!project) return null;
  const staff: Staff[] = project.staff.flatMap(({ id, name, post, skills }: any) => {
    const who = named(name, project.firm.id);
    return who ? [{ ...who, staffId: id, post, skills }] : [];
  });
  const manager = staff.find(({ staffId }) => staffId === project.manager?.id);
  return manager ? { id: project.id, since: 0, manager, staff } : null;
}

/** The contractor names its crews; the crew of a community is known by whose sign-in serves it. */
function toCleaning(
  { contractor }: any,
  named: Named,
  servesHere: (leader: Who) => boolean,
): Cleaning | null {
  if (!contractor) return null;
  const person = ({ id, name, phoneKind }: any): Cleaner | undefined => {
    const who = named(name, contractor.id);
    const featurePhone = (phoneKind === "FEATURE" && who?.phone) || null;
    return who && { ...who, cleanerId: id, featurePhone };
  };
  for (const crew of contractor.crews) {
    const leader = crew.leader && person(crew.leader);
    const cleaners = crew.cleaners.flatMap((one: any) => person(one) ?? []);
    if (leader && servesHere(leader)) return { contractorId: contractor.id, leader, cleaners };
  }
  return null;
}
