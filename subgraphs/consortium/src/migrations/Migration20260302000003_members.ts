import { Migration } from "@mikro-orm/migrations";

export class Migration20260302000003_members extends Migration {
  override up(): void {
    this.addSql(`create table "history" (
      "id" varchar(255) not null,
      "subject" varchar(255) not null,
      "step" varchar(255) not null,
      "at" timestamptz(3) not null,
      "by" varchar(255) not null,
      "organisation" varchar(255) null,
      "note" text null,
      primary key ("id"))`);
    this.addSql(`create index history_subject on history (subject, at, id)`);

    this.addSql(`create table "member" (
      "id" varchar(255) not null,
      "kind" text not null,
      "name" varchar(255) not null,
      "firm_id" varchar(255) null,
      "skills" jsonb not null,
      "hotline" varchar(255) not null,
      "standing" text not null,
      "joined_on" date not null,
      "left_on" date null,
      primary key ("id"))`);
    this.addSql(`alter table "member" add constraint "member_firm_id_unique" unique ("firm_id")`);
    this.addSql(`alter table "member" add constraint "member_kind_check"
      check ("kind" in ('FIRM', 'INSTITUTION'))`);
    this.addSql(`alter table "member" add constraint "member_standing_check"
      check ("standing" in ('ACTIVE', 'SUSPENDED', 'LEFT'))`);
    this.addSql(`create index member_name on member (name, id)`);
    // The firms known so far are the members.
    this.addSql(`insert into member (id, kind, name, firm_id, skills, hotline, standing, joined_on)
      select 'mem_' || split_part(id, '_', 2), 'FIRM', name, id, '[]', hotline,
        case standing when 'SUSPENDED' then 'SUSPENDED' else 'ACTIVE' end, joined_on
      from property_firm`);

    this.addSql(`create table "conduct_case" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "complaint_id" varchar(255) null,
      "escalation_id" varchar(255) null,
      "reason" text not null,
      "state" text not null,
      "opened_at" timestamptz(3) not null,
      "rectify_by" date null,
      "interviewed_at" timestamptz(3) null,
      "interview_with" varchar(255) null,
      "interview_record" text null,
      "circulated_at" timestamptz(3) null,
      "circular" text null,
      "deducted_at" timestamptz(3) null,
      "deducted_by_person_id" varchar(255) null,
      "points" int null,
      "evidence" text null,
      "appealed_at" timestamptz(3) null,
      "appeal" text null,
      "appeal_decision" text null,
      "closed_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(`alter table "conduct_case" add constraint "conduct_case_number_unique"
      unique ("number")`);
    this.addSql(`alter table "conduct_case" add constraint "conduct_case_escalation_id_unique"
      unique ("escalation_id")`);
    this.addSql(`alter table "conduct_case" add constraint "conduct_case_firm_id_foreign"
      foreign key ("firm_id") references "property_firm" ("id")`);
    this.addSql(`alter table "conduct_case" add constraint "conduct_case_state_check"
      check ("state" in ('OPENED', 'INTERVIEWED', 'CIRCULATED', 'DEDUCTED', 'APPEALED', 'UPHELD',
        'REVOKED', 'CLOSED'))`);
    this.addSql(`create sequence conduct_case_number`);
    this.addSql(`create index conduct_case_newest on conduct_case (opened_at desc, id desc)`);
    this.addSql(
      `create index conduct_case_firm on conduct_case (firm_id, opened_at desc, id desc)`,
    );
    this.addSql(`create index conduct_case_circulars on conduct_case (circulated_at desc, id desc)
      where circulated_at is not null`);

    this.addSql(`create table "credit_record" (
      "id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "conduct_case_id" varchar(255) not null,
      "points" int not null,
      "reason" text not null,
      "evidence" text not null,
      "at" timestamptz(3) not null,
      "revoked_at" timestamptz(3) null,
      primary key ("id"))`);
    // What the steps already guarantee, the database guarantees again: one deduction for a failing.
    this.addSql(`alter table "credit_record" add constraint "credit_record_conduct_case_id_unique"
      unique ("conduct_case_id")`);
    this.addSql(`create index credit_record_firm on credit_record (firm_id, at desc, id desc)`);
  }

  override down(): void {
    this.addSql(`drop sequence conduct_case_number`);
    this.addSql(`drop table "credit_record", "conduct_case", "member", "history"`);
  }
}
