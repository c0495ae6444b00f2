import { defineBatch, defineReference, notFound, operatorOf } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PropertyProject } from "./project.entity.js";

/** Projects are public: their name, office and phone hang in every entrance hall. */
export const projectReference = defineReference<PropertyProject>("PropertyProject", (ids, { em }) =>
  em.find(PropertyProject, { id: { $in: [...ids] } }),
);

/** The projects of a firm, by name. */
export const projectsOfFirm = defineBatch<PropertyProject[]>(async (ids, { em }) => {
  const projects = await em.find(
    PropertyProject,
    { firmId: { $in: [...ids] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byFirm = Map.groupBy(projects, (project) => project.firmId);
  return (id) => byFirm.get(id) ?? [];
});

/** The projects that serve a community, or have served it, by name. */
export const projectsOfCommunity = defineBatch<PropertyProject[]>(async (ids, { em }) => {
  const projects = await em.find(
    PropertyProject,
    { communityId: { $in: [...ids] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byCommunity = Map.groupBy(projects, (project) => project.communityId);
  return (id) => byCommunity.get(id) ?? [];
});

/**
 * The operator under which a firm's things are kept: its projects carry it.
 * @throws HutongError `NOT_FOUND` for a firm that has no project here
 */
export async function operatorOfFirm(em: EntityManager, firmId: string): Promise<string> {
  const project = await em.findOne(PropertyProject, { firmId }, { orderBy: { id: "asc" } });
  const operator = project && operatorOf(project.id);
  if (!operator) throw notFound(`firm ${firmId} among those served here`);
  return operator;
}
