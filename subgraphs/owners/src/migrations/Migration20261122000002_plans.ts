import { Migration } from "@mikro-orm/migrations";

/** What is asked among a million rows; see bench/million.ts. */
export class Migration20261122000002_plans extends Migration {
  override up(): void {
    this.addSql(`create index complaint_review_community on complaint_review (community_id, at)`);
  }

  override down(): void {
    this.addSql(`drop index complaint_review_community`);
  }
}
