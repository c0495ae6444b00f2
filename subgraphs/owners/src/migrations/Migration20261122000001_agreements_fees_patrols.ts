import { Migration } from "@mikro-orm/migrations";

export class Migration20261122000001_agreements_fees_patrols extends Migration {
  override up(): void {
    this.addSql(`create table "supplementary_agreement" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "contract_id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "proposed_by" text not null,
      "proposed_by_name" varchar(255) not null,
      "title" varchar(255) not null,
      "text" text not null,
      "names_platform" boolean not null,
      "penalty_fen" int null,
      "reward_fen" int null,
      "starts_on" date not null,
      "ends_on" date not null,
      "state" text not null,
      "proposed_at" timestamptz(3) not null,
      "answer_by" timestamptz(3) not null,
      "answered_at" timestamptz(3) null,
      "answered_by_name" varchar(255) null,
      "letter" text null,
      "expired_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(
      `alter table "supplementary_agreement" add constraint "supplementary_agreement_number_unique" unique ("number")`,
    );
    this.addSql(
      `create index "supplementary_agreement_community_id_proposed_at_id_index" on "supplementary_agreement" ("community_id", "proposed_at", "id")`,
    );
    this.addSql(
      `create index "supplementary_agreement_firm_id_proposed_at_id_index" on "supplementary_agreement" ("firm_id", "proposed_at", "id")`,
    );
    this.addSql(
      `alter table "supplementary_agreement" add constraint "supplementary_agreement_proposed_by_check" check ("proposed_by" in ('OWNERS', 'FIRM'))`,
    );
    this.addSql(
      `alter table "supplementary_agreement" add constraint "supplementary_agreement_state_check" check ("state" in ('PROPOSED', 'ACCEPTED', 'REFUSED', 'EXPIRED'))`,
    );
    this.addSql(`create table "fee_entry" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "on" date not null,
      "kind" text not null,
      "amount_fen" int not null,
      "purpose" varchar(255) not null,
      "counterparty" varchar(255) null,
      "worker_id" varchar(255) null,
      "worker_name" varchar(255) null,
      "reverses" varchar(255) null,
      "posted_by_name" varchar(255) not null,
      "posted_at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "fee_entry" add constraint "fee_entry_reverses_unique" unique ("reverses")`,
    );
    this.addSql(
      `create index "fee_entry_community_id_on_id_index" on "fee_entry" ("community_id", "on", "id")`,
    );
    this.addSql(
      `alter table "fee_entry" add constraint "fee_entry_kind_check" check ("kind" in ('PROPERTY_FEE', 'SHARED_INCOME', 'STAFF', 'REPAIR', 'CLEANING', 'SECURITY', 'GREENING', 'UTILITIES', 'MANAGEMENT', 'OTHER'))`,
    );
    this.addSql(`create table "cost_audit" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "from" date not null,
      "to" date not null,
      "counted_fen" bigint not null,
      "excluded_fen" bigint not null,
      "lines" jsonb not null,
      "audited_by_name" varchar(255) not null,
      "audited_at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `create index "cost_audit_community_id_audited_at_id_index" on "cost_audit" ("community_id", "audited_at", "id")`,
    );
    this.addSql(`create table "headcount_sighting" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "post" text not null,
      "count" int not null,
      "by_name" varchar(255) not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `create index "headcount_sighting_community_id_post_at_index" on "headcount_sighting" ("community_id", "post", "at")`,
    );
    this.addSql(
      `alter table "headcount_sighting" add constraint "headcount_sighting_post_check" check ("post" in ('PROJECT_MANAGER', 'STEWARD', 'REPAIRER', 'SECURITY', 'CLEANING_SUPERVISOR', 'CLEANER', 'GARDENER'))`,
    );
    this.addSql(`create table "service_rating" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "quarter" varchar(255) not null,
      "aspect" text not null,
      "stars" int not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "service_rating" add constraint "service_rating_community_id_quarter_aspect_person_id_unique" unique ("community_id", "quarter", "aspect", "person_id")`,
    );
    this.addSql(
      `alter table "service_rating" add constraint "service_rating_aspect_check" check ("aspect" in ('SECURITY', 'CLEANING', 'REPAIR', 'GREENING', 'ATTITUDE'))`,
    );
    this.addSql(`create table "volunteer" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "name" varchar(255) not null,
      "joined_on" date not null,
      "left_on" date null,
      primary key ("id"))`);
    this.addSql(
      `alter table "volunteer" add constraint "volunteer_community_id_person_id_unique" unique ("community_id", "person_id")`,
    );
    this.addSql(`create table "patrol" (
      "id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "route" varchar(255) not null,
      "planned_at" timestamptz(3) not null,
      "person_id" varchar(255) not null,
      "walker_name" varchar(255) not null,
      "state" text not null,
      "started_at" timestamptz(3) null,
      "ended_at" timestamptz(3) null,
      "remark" text null,
      primary key ("id"))`);
    this.addSql(
      `create index "patrol_community_id_planned_at_id_index" on "patrol" ("community_id", "planned_at", "id")`,
    );
    this.addSql(
      `alter table "patrol" add constraint "patrol_state_check" check ("state" in ('PLANNED', 'UNDER_WAY', 'FINISHED', 'CANCELLED'))`,
    );
  }

  override down(): void {
    this.addSql(
      `drop table "supplementary_agreement", "fee_entry", "cost_audit", "headcount_sighting", "service_rating", "volunteer", "patrol"`,
    );
  }
}
