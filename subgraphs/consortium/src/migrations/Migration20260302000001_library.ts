import { Migration } from "@mikro-orm/migrations";

export class Migration20260302000001_library extends Migration {
  override up(): void {
    this.addSql(`create table "library_case" (
      "id" varchar(255) not null,
      "help_request_id" varchar(255) not null,
      "category" text not null,
      "skills" jsonb not null,
      "summary" text not null,
      "advice" text not null,
      "outcome" text null,
      "helped_by" varchar(255) not null,
      "archived_at" timestamptz(3) not null,
      "summary_terms" text[] not null,
      "terms" text[] not null,
      primary key ("id"))`);
    this.addSql(`alter table "library_case" add constraint "library_case_help_request_id_unique"
      unique ("help_request_id")`);
    this.addSql(`create index library_case_terms on library_case using gin (terms)`);
    this.addSql(`create index library_case_category on library_case (category, id desc)`);
  }

  override down(): void {
    this.addSql(`drop table "library_case"`);
  }
}
