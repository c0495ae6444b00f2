import { defineEntity, p } from "@mikro-orm/core";
import { defineBatch } from "@hutong/kit";

const TaskEntrySchema = defineEntity({
  name: "TaskEntry",
  tableName: "cleaning_task_entry",
  properties: {
    id: p.string().primary(),
    taskId: p.string().index(),
    by: p.string(),
    organisation: p.string().nullable(),
    note: p.text().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

/**
 * Who did what with a task, in the contractor's own book. Events name an entry by its id, so that
 * the outbox holds nobody's name.
 */
export class TaskEntry extends TaskEntrySchema.class {}
TaskEntrySchema.setClass(TaskEntry);

/** The entry an event speaks of. */
export const entryOf = defineBatch<TaskEntry | undefined>(async (ids, { em }) => {
  const entries = await em.find(TaskEntry, { id: { $in: [...ids] } });
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (id) => byId.get(id);
});
