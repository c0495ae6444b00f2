import { defineReference } from "@hutong/kit";

import { Grid } from "./grid.entity.js";

/** Grids are public: their people are named on the community's notice board. */
export const gridReference = defineReference<Grid>("Grid", (ids, { em }) =>
  em.find(Grid, { id: { $in: [...ids] } }),
);
