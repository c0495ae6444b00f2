import { Migration } from "@mikro-orm/migrations";

/** Servers of different operators follow each for itself, though they share a database. */
export class Migration20260322000005_kit_follow_operators extends Migration {
  override up(): void {
    this.addSql(`alter table follow_position add column follow varchar(255)`);
    this.addSql(`update follow_position set follow = name`);
    this.addSql(`alter table follow_position alter column follow set not null`);
    this.addSql(`alter table follow_position add column operators text[]`);
  }

  override down(): void {
    this.addSql(`delete from follow_position where name <> follow`);
    this.addSql(`alter table follow_position drop column follow, drop column operators`);
  }
}
