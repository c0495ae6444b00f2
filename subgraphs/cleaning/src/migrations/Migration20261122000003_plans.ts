import { Migration } from "@mikro-orm/migrations";

/** What is asked among a million rows; see bench/million.ts. */
const indexes: Readonly<Record<string, string>> = {
  check_in_at: "check_in (at)",
  cleaning_task_free: "cleaning_task (crew_id, created_at, id) where cleaner_id is null",
  // Who sends an SMS waits for the few that are open.
  cleaning_task_open: "cleaning_task (crew_id, cleaner_id, due_at) where state = 'OPEN'",
};

export class Migration20261122000003_plans extends Migration {
  override up(): void {
    for (const [name, on] of Object.entries(indexes)) this.addSql(`create index ${name} on ${on}`);
  }

  override down(): void {
    this.addSql(`drop index ${Object.keys(indexes).join(", ")}`);
  }
}
