import { defineEntity, p } from "@mikro-orm/core";
import { defineBatch } from "@hutong/kit";

const WorkOrderEntrySchema = defineEntity({
  name: "WorkOrderEntry",
  tableName: "work_order_entry",
  properties: {
    id: p.string().primary(),
    workOrderId: p.string().index(),
    by: p.string(),
    organisation: p.string().nullable(),
    note: p.text().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

/**
 * Who did what with an order, in the firm's own book. Events name an entry by its id, so that the
 * outbox holds nobody's name.
 */
export class WorkOrderEntry extends WorkOrderEntrySchema.class {}
WorkOrderEntrySchema.setClass(WorkOrderEntry);

/** The entry an event speaks of. */
export const entryOf = defineBatch<WorkOrderEntry | undefined>(async (ids, { em }) => {
  const entries = await em.find(WorkOrderEntry, { id: { $in: [...ids] } });
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (id) => byId.get(id);
});
