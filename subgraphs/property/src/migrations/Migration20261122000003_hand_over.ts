import { Migration } from "@mikro-orm/migrations";

/** A community may be handed over to another firm. */
export class Migration20261122000003_hand_over extends Migration {
  override up(): void {
    this.addSql(`alter table property_project add column handed_over_on date null`);
  }

  override down(): void {
    this.addSql(`alter table property_project drop column handed_over_on`);
  }
}
