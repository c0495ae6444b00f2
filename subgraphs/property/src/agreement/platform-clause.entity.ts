import { defineEntity, p } from "@mikro-orm/core";

const PlatformClauseSchema = defineEntity({
  name: "PlatformClause",
  tableName: "platform_clause",
  properties: {
    /** The owners' agreement that it stands in. */
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    penaltyFen: p.integer().nullable(),
    rewardFen: p.integer().nullable(),
    startsOn: p.date(),
    endsOn: p.date(),
    signedAt: p.datetime().columnType("timestamptz(3)"),
  },
  indexes: [{ properties: ["communityId", "firmId"] }],
});

/**
 * What an agreement that both signed and that names the platform says about grabbed tasks. The owners
 * hold the agreement; this is what their events told of it.
 */
export class PlatformClause extends PlatformClauseSchema.class {}
PlatformClauseSchema.setClass(PlatformClause);
