import { Migration } from "@mikro-orm/migrations";

/** A community lies in one grid and has one firm: whoever asks for both does not get fewer cases. */
export class Migration20260315000010_place_statistics extends Migration {
  override up(): void {
    this.addSql(`create statistics complaint_place (dependencies)
      on community_id, grid_id, responsible_firm_id from complaint`);
  }

  override down(): void {
    this.addSql(`drop statistics complaint_place`);
  }
}
