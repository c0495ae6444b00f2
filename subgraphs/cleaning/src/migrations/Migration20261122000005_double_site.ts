import { Migration } from "@mikro-orm/migrations";

/** How long it takes from one site to another is a setting. */
export class Migration20261122000005_double_site extends Migration {
  override up(): void {
    this.addSql(`alter table contractor add column double_site_minutes int not null default 15`);
    // What somebody did last, with each check-in.
    this.addSql(`create index check_in_by_at on check_in (by_id, at)`);
  }

  override down(): void {
    this.addSql(`drop index check_in_by_at`);
    this.addSql(`alter table contractor drop column double_site_minutes`);
  }
}
