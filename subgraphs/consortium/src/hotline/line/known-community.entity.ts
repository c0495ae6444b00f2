import { defineEntity, p } from "@mikro-orm/core";

const KnownCommunitySchema = defineEntity({
  name: "KnownCommunity",
  tableName: "known_community",
  properties: {
    id: p.string().primary(),
    code: p.string().unique(),
    name: p.string(),
  },
});

/** What the neighborhood told of a community: the desk goes on typing initials while it is away. */
export class KnownCommunity extends KnownCommunitySchema.class {}
KnownCommunitySchema.setClass(KnownCommunity);
