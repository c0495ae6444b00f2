import { Migration } from "@mikro-orm/migrations";

/** Who had a case before the present firm still has its work orders. */
export class Migration20260315000006_former_firms extends Migration {
  override up(): void {
    this.addSql(`alter table complaint add column former_firm_ids text[] not null default '{}'`);
  }

  override down(): void {
    this.addSql(`alter table complaint drop column former_firm_ids`);
  }
}
