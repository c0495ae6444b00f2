import { Migration } from "@mikro-orm/migrations";

export class Migration20260302000002_rates extends Migration {
  override up(): void {
    this.addSql(`create table "case_fact" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "community_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "category" text not null,
      "state" text not null,
      "day" date not null,
      "reported_at" timestamptz(3) not null,
      "respond_started_at" timestamptz(3) null,
      "respond_due_at" timestamptz(3) null,
      "responded_at" timestamptz(3) null,
      "close_due_at" timestamptz(3) null,
      "resolved_at" timestamptz(3) null,
      "closed_at" timestamptz(3) null,
      "satisfied" boolean null,
      "awaits_response" boolean not null,
      "awaits_closing" boolean not null,
      "out_of_scope" boolean not null,
      "reported_to_grid" boolean not null,
      primary key ("id"))`);
    // What is not due yet is few, and read with every page: the sums hold it as if it were due.
    this.addSql(`create index case_fact_awaits_response
      on case_fact (respond_due_at) include (day, firm_id, community_id, category)
      where awaits_response and responded_at is null`);
    this.addSql(`create index case_fact_awaits_closing
      on case_fact (close_due_at) include (day, firm_id, community_id, category)
      where awaits_closing and closed_at is null`);
    this.addSql(`create table "case_rollup" (
      "grain" text not null,
      "firm_id" text not null,
      "community_id" text not null,
      "category" text not null,
      "day" date not null,
      "received" int not null,
      "open" int not null,
      "respond_due" int not null,
      "responded_in_time" int not null,
      "close_due" int not null,
      "closed" int not null,
      "answered" int not null,
      "satisfied" int not null,
      "out_of_scope" int not null,
      "reported_to_grid" int not null,
      primary key ("grain", "firm_id", "community_id", "category", "day"))`);
    this.addSql(`create index case_rollup_day on case_rollup (grain, day)`);
    this.addSql(`create index case_rollup_category on case_rollup (grain, category, day)`);
    this.addSql(`create index case_rollup_community on case_rollup (grain, community_id, day)`);
  }

  override down(): void {
    this.addSql(`drop table "case_rollup", "case_fact"`);
  }
}
