import { defineEntity, p } from "@mikro-orm/core";

import { HeadcountPost } from "../contract/contract.entity.js";

const HeadcountSightingSchema = defineEntity({
  name: "HeadcountSighting",
  tableName: "headcount_sighting",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    post: p.enum(() => HeadcountPost),
    count: p.integer(),
    byName: p.string(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
  indexes: [{ properties: ["communityId", "post", "at"] }],
});

/** How many people of a post the committee itself saw at work. 现场清点 */
export class HeadcountSighting extends HeadcountSightingSchema.class {}
HeadcountSightingSchema.setClass(HeadcountSighting);
