import { Migration } from "@mikro-orm/migrations";

/** The initials by which the desk types communities. */
export class Migration20261122000003_known_communities extends Migration {
  override up(): void {
    this.addSql(`create table "known_community" (
      "id" varchar(255) not null,
      "code" varchar(255) not null,
      "name" varchar(255) not null,
      primary key ("id"))`);
    this.addSql(`alter table "known_community" add constraint "known_community_code_unique"
      unique ("code")`);
  }

  override down(): void {
    this.addSql(`drop table "known_community"`);
  }
}
