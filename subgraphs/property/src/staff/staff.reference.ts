import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { FirmStaff } from "./staff.entity.js";
import { mayReadStaff } from "./staff.policy.js";

/** A member of a firm's staff by id, for who deals with cases. */
export const staffReference = defineReference<FirmStaff>(
  "FirmStaff",
  async (ids, { em, actor }) => {
    if (mayReadStaff(actor)) return em.find(FirmStaff, { id: { $in: [...ids] } });
    return ids.map(
      (id) => [id, forbidden("Staff are shown to those who deal with cases")] as const,
    );
  },
);

/** Who is registered with a project, those who have left included: in the order of their posts, then by name. */
export const staffOfProject = defineBatch<FirmStaff[]>(async (ids, { em }) => {
  const staff = await em.find(
    FirmStaff,
    { project: { $in: [...ids] } },
    { orderBy: { post: "asc", name: "asc", id: "asc" } },
  );
  const byProject = Map.groupBy(staff, (member) => member.project.id);
  return (id) => byProject.get(id) ?? [];
});
