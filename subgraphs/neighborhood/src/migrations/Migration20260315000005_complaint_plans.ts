import { Migration } from "@mikro-orm/migrations";

/** What the plans among a million complaints asked for; see bench/million.mjs. */
export class Migration20260315000005_complaint_plans extends Migration {
  override up(): void {
    // Dear enough that ILIKE is tried first, not so dear that a page of a list is worth parallel workers.
    this.addSql(`alter function text_pairs(text) cost 100`);
    this.addSql(`create index complaint_grid_category on complaint
      (grid_id, category, reported_at desc, id desc)`);
  }

  override down(): void {
    this.addSql(`drop index complaint_grid_category`);
    this.addSql(`alter function text_pairs(text) cost 2000`);
  }
}
