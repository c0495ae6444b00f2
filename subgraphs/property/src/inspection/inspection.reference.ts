import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { maySeeWork } from "../firm.policy.js";
import { InspectionPoint } from "./inspection-point.entity.js";
import { Inspection } from "./inspection.entity.js";

/** An inspection by its id, for the firm and the community it concerns. */
export const inspectionReference = defineReference<Inspection>(
  "Inspection",
  async (ids, { em, actor }) => {
    const found = await em.find(Inspection, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeWork(actor, one)
        ? one
        : ([one.id, forbidden("This inspection is not yours to see")] as const),
    );
  },
);

/** What is inspected, by its id, for the firm and the community it concerns. */
export const inspectionPointReference = defineReference<InspectionPoint>(
  "InspectionPoint",
  async (ids, { em, actor }) => {
    const found = await em.find(InspectionPoint, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeWork(actor, one)
        ? one
        : ([one.id, forbidden("This inspection point is not yours to see")] as const),
    );
  },
);

/** What has to be inspected in projects, by kind and code. */
export const pointsOfProject = defineBatch<InspectionPoint[]>(async (ids, { em, actor }) => {
  const points = await em.find(
    InspectionPoint,
    { project: { $in: [...ids] }, until: null },
    { orderBy: { kind: "asc", code: "asc", id: "asc" } },
  );
  const byProject = Map.groupBy(
    points.filter((point) => maySeeWork(actor, point)),
    ({ project }) => project.id,
  );
  return (id) => byProject.get(id) ?? [];
});
