import { defineReference } from "@hutong/kit";

import { PropertyFirm } from "./firm.entity.js";
import { requireMayReadFirms } from "./firm.policy.js";

/** A member firm by its id. */
export const firmReference = defineReference<PropertyFirm>("PropertyFirm", (ids, { em, actor }) => {
  requireMayReadFirms(actor);
  return em.find(PropertyFirm, { id: { $in: [...ids] } });
});
