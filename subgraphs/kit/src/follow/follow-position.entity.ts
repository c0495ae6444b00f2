import { defineEntity, p } from "@mikro-orm/core";

const FollowPositionSchema = defineEntity({
  name: "FollowPosition",
  tableName: "follow_position",
  properties: {
    name: p.string().primary(),
    cursor: p.text().nullable(),
  },
});

/** How far a party has followed another's events. */
export class FollowPosition extends FollowPositionSchema.class {}
FollowPositionSchema.setClass(FollowPosition);
