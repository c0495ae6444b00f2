import { defineEntity, p } from "@mikro-orm/core";

const OutboxEventSchema = defineEntity({
  name: "OutboxEvent",
  tableName: "outbox",
  properties: {
    // From a sequence, as a partitioned table has no identity before PostgreSQL 17; unique by use, not by key.
    id: p.bigint("string").primary().autoincrement(),
    // Filled by the database: the transaction that wrote the row, which is what the reading order needs.
    xid: p.string().columnType("xid8").defaultRaw("pg_current_xact_id()"),
    topic: p.string(),
    kind: p.string(),
    payload: p.json<Record<string, unknown>>(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

/** One thing that happened, written in the transaction that made it happen. */
export class OutboxEvent extends OutboxEventSchema.class {}
OutboxEventSchema.setClass(OutboxEvent);
