import { Migration } from "@mikro-orm/migrations";

/** From when a community's firm serves it, where a change was told of. */
export class Migration20260315000007_firm_since extends Migration {
  override up(): void {
    this.addSql(`alter table "community" add column "firm_since" date null`);
  }

  override down(): void {
    this.addSql(`alter table "community" drop column "firm_since"`);
  }
}
