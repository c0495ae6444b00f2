import { defineReference, forbidden } from "@hutong/kit";

import { maySeePersonal } from "../firm.policy.js";
import { Attendance } from "./attendance.entity.js";

/** Somebody's presence at a site by its id, for whom it concerns. */
export const attendanceReference = defineReference<Attendance>(
  "Attendance",
  async (ids, { em, actor }) => {
    const found = await em.find(Attendance, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeePersonal(actor, one)
        ? one
        : ([one.id, forbidden("This attendance is not yours to see")] as const),
    );
  },
);
