import { Migration } from "@mikro-orm/migrations";

export class Migration20260301000001_owners extends Migration {
  override up(): void {
    this.addSql(`create table "service_contract" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "community_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "starts_on" date not null,
      "ends_on" date not null,
      "fee_fen_per_square_metre" int not null,
      "state" text not null,
      "clauses" jsonb not null,
      "promised_headcount" jsonb not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "service_contract" add constraint "service_contract_number_unique" unique ("number")`,
    );
    this
      .addSql(`alter table "service_contract" add constraint "service_contract_state_check" check ("state" in
      ('ACTIVE', 'EXPIRED'))`);
    this.addSql(`create table "complaint_review" (
      "id" varchar(255) not null,
      "complaint_id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "stars" int not null,
      "satisfied" boolean not null,
      "comment" text not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "complaint_review" add constraint "complaint_review_complaint_id_unique" unique ("complaint_id")`,
    );
    // One contract in force at most: what a complaint falls under must not be a matter of luck.
    this.addSql(
      `create unique index service_contract_in_force on service_contract (community_id) where state = 'ACTIVE'`,
    );
  }

  override down(): void {
    this.addSql(`drop table "service_contract", "complaint_review"`);
  }
}
