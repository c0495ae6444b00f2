import { Migration } from "@mikro-orm/migrations";

/** A cursor of a stream that many operators serve holds that of each. */
export class Migration20260322000002_kit_long_cursors extends Migration {
  override up(): void {
    this.addSql(`alter table follow_position alter column cursor type text`);
  }

  override down(): void {
    this.addSql(`alter table follow_position alter column cursor type varchar(255)`);
  }
}
