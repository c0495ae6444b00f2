import { Migration } from "@mikro-orm/migrations";

/** What the rules leave open, and what residents say of work in their homes. */
export class Migration20261122000001_settings extends Migration {
  override up(): void {
    this.addSql(`create table "consortium_settings" (
      "id" varchar(255) not null,
      "help_answer_hours" int not null,
      "archive_days" int not null,
      "full_credit" int not null,
      "low_rating" int not null,
      "low_rating_points" int not null,
      primary key ("id"))`);
    this.addSql(`insert into "consortium_settings" values ('consortium', 4, 7, 100, 2, 1)`);
    this.addSql(`create table "home_rating" (
      "id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "score" int not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(`create index "home_rating_firm_id_index" on "home_rating" ("firm_id")`);
  }

  override down(): void {
    this.addSql(`drop table "home_rating", "consortium_settings"`);
  }
}
