import { Migration } from "@mikro-orm/migrations";

/** Who was where within a month is read from the index alone; see double-site. */
export class Migration20261122000006_check_ins_of_one extends Migration {
  override up(): void {
    this.addSql(`drop index check_in_by_id_at_index`);
    this.addSql(`create index check_in_by on check_in (by_id, at)
      include (id, task_id, undone_at)`);
  }

  override down(): void {
    this.addSql(`drop index check_in_by`);
    this.addSql(`create index check_in_by_id_at_index on check_in (by_id, at)`);
  }
}
