import { defineEntity, p } from "@mikro-orm/core";

const FollowPositionSchema = defineEntity({
  name: "FollowPosition",
  tableName: "follow_position",
  properties: {
    name: p.string().primary(),
    follow: p.string(),
    // Whose server it is; of all, or of whom is not known yet, where there are none.
    operators: p.array().nullable(),
    cursor: p.text().nullable(),
  },
});

/** How far a server of a party has followed another's events. */
export class FollowPosition extends FollowPositionSchema.class {}
FollowPositionSchema.setClass(FollowPosition);
