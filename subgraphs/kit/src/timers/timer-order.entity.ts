import { defineEntity, p } from "@mikro-orm/core";

const TimerOrderSchema = defineEntity({
  name: "TimerOrder",
  tableName: "timer_order",
  properties: {
    id: p.string().primary(),
    name: p.string(),
    subject: p.string(),
    /** Nothing clears the timer. */
    dueAt: p.datetime().columnType("timestamptz(3)").nullable(),
    data: p.json<Record<string, unknown>>(),
  },
});

/**
 * A timer being set or cleared. Its insertion is turned by a trigger into a change of the `timer`
 * table, so that it happens with the flush of the caller's changes, in their transaction.
 */
export class TimerOrder extends TimerOrderSchema.class {}
TimerOrderSchema.setClass(TimerOrder);
