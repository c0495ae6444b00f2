import { ComplaintCategory, ComplaintState } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";

const CaseFactSchema = defineEntity({
  name: "CaseFact",
  tableName: "case_fact",
  properties: {
    id: p.string().primary(),
    number: p.string(),
    communityId: p.string(),
    /** Empty for a community without a firm, so that it can be counted like any other. */
    firmId: p.string(),
    category: p.enum(() => ComplaintCategory),
    state: p.enum(() => ComplaintState),
    /** The day it came in, in Asia/Shanghai. */
    day: p.date(),
    reportedAt: p.datetime().columnType("timestamptz(3)"),
    respondStartedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    respondDueAt: p.datetime().columnType("timestamptz(3)").nullable(),
    respondedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    closeDueAt: p.datetime().columnType("timestamptz(3)").nullable(),
    resolvedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    closedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    satisfied: p.boolean().nullable(),
    /** Whether it counts among what is due to be answered, and to be closed, once its time is over. */
    awaitsResponse: p.boolean(),
    awaitsClosing: p.boolean(),
    outOfScope: p.boolean(),
    reportedToGrid: p.boolean(),
  },
});

/** What the consortium knows of a case to count it: when and what, never who or which door. */
export class CaseFact extends CaseFactSchema.class {}
CaseFactSchema.setClass(CaseFact);
