import { defineEntity, p } from "@mikro-orm/core";

import { Contractor } from "../contractor/contractor.entity.js";
import { Crew } from "./crew.entity.js";

const ServedCommunitySchema = defineEntity({
  name: "ServedCommunity",
  tableName: "served_community",
  properties: {
    communityId: p.string().primary(),
    contractor: () => p.manyToOne(Contractor).ref(),
    crew: () => p.manyToOne(Crew).ref().index(),
    /** The property firm that gave the cleaning there to the contractor. */
    firmId: p.string(),
  },
});

/** Which crew cleans a community, and for which firm. */
export class ServedCommunity extends ServedCommunitySchema.class {}
ServedCommunitySchema.setClass(ServedCommunity);
