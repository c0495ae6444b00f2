import { defineReference } from "@hutong/kit";

import { Community } from "./community.entity.js";

/** Communities are public: what stands on the gate. */
export const communityReference = defineReference<Community>("Community", (ids, { em }) =>
  em.find(Community, { id: { $in: [...ids] } }),
);
