import { Migration } from "@mikro-orm/migrations";

export class Migration20260301000001_neighborhood extends Migration {
  override up(): void {
    this.addSql(`create table "disclosure" (
      "id" varchar(255) not null,
      "complaint_id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "name" varchar(255) not null,
      "basis" text not null,
      "purpose" text not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "disclosure" add constraint "disclosure_complaint_id_person_id_unique" unique ("complaint_id", "person_id")`,
    );
    this.addSql(`alter table "disclosure" add constraint "disclosure_basis_check" check ("basis" in 
      ('STATED_PURPOSE', 'ACCEPTED_OFFER'))`);
    this.addSql(`create table "grid" (
      "id" varchar(255) not null,
      "name" varchar(255) not null,
      "committee" varchar(255) not null,
      "leader" jsonb not null,
      "workers" jsonb not null,
      primary key ("id"))`);
    this.addSql(`create table "community" (
      "id" varchar(255) not null,
      "code" varchar(255) not null,
      "name" varchar(255) not null,
      "address" varchar(255) not null,
      "built_year" int not null,
      "households" int not null,
      "x" int not null,
      "y" int not null,
      "firm_id" varchar(255) null,
      "grid_id" varchar(255) not null,
      primary key ("id"))`);
    this.addSql(`alter table "community" add constraint "community_code_unique" unique ("code")`);
    this.addSql(`create table "complaint" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "title" varchar(255) not null,
      "description" text not null,
      "category" text not null,
      "grade" text not null,
      "channel" text not null,
      "state" text not null,
      "state_before_suspension" text null,
      "state_note" text null,
      "community_id" varchar(255) not null,
      "grid_id" varchar(255) not null,
      "place" varchar(255) not null,
      "public_place" varchar(255) not null,
      "reporter_id" varchar(255) not null,
      "reporter_name" varchar(255) not null,
      "reporter_phone" varchar(255) not null,
      "responsible_firm_id" varchar(255) null,
      "merged_into" varchar(255) null,
      "satisfied" boolean null,
      "reported_at" timestamptz(3) not null,
      "filed_at" timestamptz(3) null,
      "dispatched_at" timestamptz(3) null,
      "responded_at" timestamptz(3) null,
      "resolved_at" timestamptz(3) null,
      "closed_at" timestamptz(3) null,
      "version" int not null default 1,
      primary key ("id"))`);
    this.addSql(
      `alter table "complaint" add constraint "complaint_number_unique" unique ("number")`,
    );
    this
      .addSql(`alter table "complaint" add constraint "complaint_category_check" check ("category" in 
      ('FIRM_INACTION', 'STEWARD_UNRESPONSIVE', 'LITTERING', 'FACILITY_DAMAGE', 'ILLEGAL_PARKING',
       'ILLEGAL_RENOVATION', 'LIFT', 'WATER_LEAK', 'SEWAGE', 'GARAGE_BARRIER', 'FACADE_FALLING',
       'CHARGING_PILE', 'FEES', 'NOISE', 'DOGS', 'DRAINS', 'OVERCHARGING', 'ILLEGAL_CLASSES',
       'FIRE_ACCESS'))`);
    this.addSql(`alter table "complaint" add constraint "complaint_grade_check" check ("grade" in 
      ('MINOR', 'URGENT', 'EMERGENCY'))`);
    this
      .addSql(`alter table "complaint" add constraint "complaint_channel_check" check ("channel" in 
      ('OWNER_PLATFORM', 'QR_CODE', 'HOTLINE', 'CITY_HOTLINE', 'PATROL', 'OPEN311'))`);
    this.addSql(`alter table "complaint" add constraint "complaint_state_check" check ("state" in 
      ('RECEIVED', 'FILED', 'DISPATCHED', 'RESPONDED', 'IN_PROGRESS', 'RESOLVED', 'VERIFIED',
       'CALLED_BACK', 'CLOSED', 'MERGED', 'REJECTED', 'OUT_OF_SCOPE', 'RETURNED', 'SUSPENDED',
       'REOPENED'))`);
    this
      .addSql(`alter table "complaint" add constraint "complaint_state_before_suspension_check" check ("state_before_suspension" in 
      ('RECEIVED', 'FILED', 'DISPATCHED', 'RESPONDED', 'IN_PROGRESS', 'RESOLVED', 'VERIFIED',
       'CALLED_BACK', 'CLOSED', 'MERGED', 'REJECTED', 'OUT_OF_SCOPE', 'RETURNED', 'SUSPENDED',
       'REOPENED'))`);
    this.addSql(`create table "timeline_entry" (
      "id" varchar(255) not null,
      "complaint_id" varchar(255) not null,
      "at" timestamptz(3) not null,
      "kind" text not null,
      "by" varchar(255) not null,
      "organisation" varchar(255) null,
      "note" text null,
      primary key ("id"))`);
    this
      .addSql(`alter table "timeline_entry" add constraint "timeline_entry_kind_check" check ("kind" in 
      ('REPORTED', 'FILED', 'DISPATCHED', 'RESPONDED', 'STARTED', 'RESOLVED', 'VERIFIED',
       'CALLED_BACK', 'CLOSED', 'MERGED', 'REJECTED', 'OUT_OF_SCOPE', 'RETURNED', 'SUSPENDED',
       'RESUMED', 'REOPENED', 'HELP_ASKED', 'HELP_OFFERED', 'HELP_ACCEPTED', 'HELP_WITHDRAWN',
       'EXPERT_ON_SITE', 'EXPERT_ADVISED', 'HELP_CONFIRMED', 'WORK_ORDER_CREATED',
       'WORK_ORDER_ADVANCED', 'TASK_CREATED', 'TASK_CHECKED_IN', 'DISCLOSED', 'REVIEWED'))`);
    this.addSql(`create table "viewer" (
      "id" varchar(255) not null,
      "complaint_id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "name" varchar(255) not null,
      "role" varchar(255) not null,
      "since" timestamptz(3) not null,
      "seen_at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "community" add constraint "community_grid_id_foreign" foreign key ("grid_id") references "grid" ("id")`,
    );
    this.addSql(
      `alter table "complaint" add constraint "complaint_community_id_foreign" foreign key ("community_id") references "community" ("id")`,
    );
    this.addSql(`create sequence complaint_number start 601`);
    this.addSql(
      `create index complaint_grid_reported on complaint (grid_id, reported_at desc, id desc)`,
    );
    this.addSql(`create index complaint_reported on complaint (reported_at desc, id desc)`);
    this.addSql(
      `create index complaint_firm_reported on complaint (responsible_firm_id, reported_at desc, id desc)`,
    );
    this.addSql(
      `create index complaint_community_reported on complaint (community_id, reported_at desc, id desc)`,
    );
    this.addSql(`create index complaint_reporter on complaint (reporter_id, reported_at desc)`);
    this.addSql(`create index timeline_entry_complaint on timeline_entry (complaint_id, at, id)`);
    this.addSql(`create index viewer_complaint on viewer (complaint_id, seen_at)`);
    this.addSql(`create index community_grid on community (grid_id)`);
    this.addSql(`create index community_name on community (name, id)`);
  }

  override down(): void {
    this.addSql(
      `drop table "disclosure", "grid", "community", "complaint", "timeline_entry", "viewer" cascade`,
    );
  }
}
