import { defineBatch, defineReference } from "@hutong/kit";

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

/** The projects in a community, by name; usually one, two while firms change over. */
export const projectsOfCommunity = defineBatch<PropertyProject[]>(async (ids, { em }) => {
  const projects = await em.find(
    PropertyProject,
    { communityId: { $in: [...ids] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byCommunity = Map.groupBy(projects, (project) => project.communityId);
  return (id) => byCommunity.get(id) ?? [];
});
