import { Migration } from "@mikro-orm/migrations";

/** What the lists among a million rows asked for; see bench/million.ts. */
const indexes: Readonly<Record<string, string>> = {
  // One list in all, of every firm this server holds.
  attendance_newest: "attendance (started_at, id)",
  inspection_newest: "inspection (at, id)",
  daily_task_newest: "daily_task (sent_at, id)",
  grab_newest: "grab (at, id)",
  labour_entry_newest: "labour_entry (at, id)",
  labour_dispute_newest: "labour_dispute (at, id)",
  // One person's own.
  attendance_person: "attendance (person_id, started_at, id)",
  // What is rare among what is common.
  attendance_double: "attendance (started_at, id) where double_with is not null",
  work_order_state: "work_order (state, created_at, id)",
  work_order_firm_state: "work_order (firm_id, state, created_at, id)",
  home_order_state: "home_order (state, ordered_at, id)",
  home_order_firm_state: "home_order (firm_id, state, ordered_at, id)",
  daily_task_state: "daily_task (state, sent_at, id)",
  daily_task_firm_state: "daily_task (firm_id, state, sent_at, id)",
};

export class Migration20261122000002_plans extends Migration {
  override up(): void {
    for (const [name, on] of Object.entries(indexes)) this.addSql(`create index ${name} on ${on}`);
  }

  override down(): void {
    this.addSql(`drop index ${Object.keys(indexes).join(", ")}`);
  }
}
