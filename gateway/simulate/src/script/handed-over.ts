import { type Sim, count } from "../sim.js";
import type { Community, Firm, Project, Staff } from "../world.js";

/**
 * The firm that took a community over begins there with the people whom it has elsewhere, led by its
 * head, from its first case on.
 */
export async function openService(sim: Sim, community: Community, firmId: string): Promise<void> {
  const { hub, world, agenda } = sim;
  const firm = world.firms.find(({ id }) => id === firmId)!;
  const { community: told } = await hub.ask(
    firm.head,
    "query ($id: ID!) { community(id: $id) { projects { id firm { id } } } }",
    { id: community.id },
  );
  const { id } = told.projects.find((one: any) => one.firm.id === firmId);
  const manager: Staff = { ...firm.head, staffId: "", post: "PROJECT_MANAGER", skills: [] };
  const project: Project = { id, since: agenda.now, manager, staff: repairersOf(sim, firm) };
  Object.assign(community, { firm, project });
  count(sim, "communities served anew");
}

const repairersOf = ({ world }: Sim, firm: Firm): Staff[] =>
  world.communities
    .filter((one) => one.firm === firm)
    .flatMap(({ project }) => project?.staff ?? [])
    .filter(({ post }) => post === "REPAIRER");
