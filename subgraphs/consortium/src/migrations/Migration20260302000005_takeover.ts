import { Migration } from "@mikro-orm/migrations";

export class Migration20260302000005_takeover extends Migration {
  override up(): void {
    this.addSql(`create table "takeover" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "community_id" varchar(255) not null,
      "reason" text not null,
      "state" text not null,
      "requested_at" timestamptz(3) not null,
      "consultation" text null,
      "consulted_at" timestamptz(3) null,
      "firm_id" varchar(255) null,
      "recommendation" text null,
      "recommended_at" timestamptz(3) null,
      "decision" text null,
      "decided_at" timestamptz(3) null,
      "hand_over_on" date null,
      "handed_over_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(`alter table "takeover" add constraint "takeover_number_unique" unique ("number")`);
    this.addSql(`alter table "takeover" add constraint "takeover_state_check"
      check ("state" in ('REQUESTED', 'CONSULTED', 'RECOMMENDED', 'DECIDED', 'HANDED_OVER'))`);
    this.addSql(`create sequence takeover_number`);
    this.addSql(`create index takeover_newest on takeover (requested_at desc, id desc)`);
    this.addSql(
      `create index takeover_community on takeover (community_id, requested_at desc, id desc)`,
    );
    // Two who ask at once must not start two searches.
    this.addSql(`create unique index takeover_one_open on takeover (community_id)
      where state <> 'HANDED_OVER'`);
    this.addSql(`create table "takeover_candidate" (
      "id" varchar(255) not null,
      "takeover_id" varchar(255) not null references takeover (id),
      "firm_id" varchar(255) not null references property_firm (id),
      "statement" text not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(`create unique index takeover_candidate_firm
      on takeover_candidate (takeover_id, firm_id)`);
  }

  override down(): void {
    this.addSql(`drop table "takeover_candidate", "takeover"`);
    this.addSql(`drop sequence takeover_number`);
  }
}
