import { Migration } from "@mikro-orm/migrations";

export class Migration20260302000004_hotline extends Migration {
  override up(): void {
    this.addSql(`create table "hotline_ticket" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "community_id" varchar(255) not null,
      "title" varchar(255) not null,
      "description" text not null,
      "category" text not null,
      "public_place" varchar(255) not null,
      "place" varchar(255) not null,
      "caller_name" varchar(255) not null,
      "caller_phone" varchar(255) not null,
      "state" text not null,
      "logged_by_name" varchar(255) not null,
      "logged_at" timestamptz(3) not null,
      "complaint_id" varchar(255) null,
      "complaint_number" varchar(255) null,
      "complaint_state" text null,
      "forwarded_at" timestamptz(3) null,
      "closed_at" timestamptz(3) null,
      "direct_firm_id" varchar(255) null,
      "consent" text null,
      "directed_at" timestamptz(3) null,
      "acknowledged_at" timestamptz(3) null,
      "fed_back_at" timestamptz(3) null,
      "answered" boolean null,
      "satisfied" boolean null,
      "feedback" text null,
      "feedback_told" boolean not null,
      primary key ("id"))`);
    this.addSql(`alter table "hotline_ticket" add constraint "hotline_ticket_number_unique"
      unique ("number")`);
    this.addSql(`alter table "hotline_ticket" add constraint "hotline_ticket_state_check"
      check ("state" in ('LOGGED', 'FORWARDED', 'DISPATCHED', 'RESOLVED', 'CLOSED', 'FED_BACK',
        'CANCELLED'))`);
    this.addSql(`create sequence hotline_ticket_number`);
    // A call sent twice is one ticket, also when both come at once.
    this.addSql(`create table ticket_key (
      key varchar(255) primary key,
      ticket_id varchar(255) not null references hotline_ticket (id) deferrable initially deferred)`);
    this.addSql(`create index hotline_ticket_newest on hotline_ticket (logged_at desc, id desc)`);
    this.addSql(`create index hotline_ticket_open on hotline_ticket (state, logged_at desc, id desc)
      where state not in ('FED_BACK', 'CANCELLED')`);
    this.addSql(`create index hotline_ticket_direct
      on hotline_ticket (direct_firm_id, logged_at desc, id desc) where direct_firm_id is not null`);
    this.addSql(`create unique index hotline_ticket_complaint on hotline_ticket (complaint_id)`);

    this.addSql(`create table "ticket_disclosure" (
      "id" varchar(255) not null,
      "ticket_id" varchar(255) not null,
      "holder_id" varchar(255) not null,
      "name" varchar(255) not null,
      "purpose" varchar(400) not null,
      "at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(`create index ticket_disclosure_ticket on ticket_disclosure (ticket_id, at, id)`);

    this.addSql(`create table "shift_handover" (
      "id" varchar(255) not null,
      "ticket_ids" jsonb not null,
      "note" text null,
      "handed_over_by_person_id" varchar(255) not null,
      "handed_over_by" varchar(255) not null,
      "handed_over_at" timestamptz(3) not null,
      "taken_over_by" varchar(255) null,
      "taken_over_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(
      `create index shift_handover_newest on shift_handover (handed_over_at desc, id desc)`,
    );
  }

  override down(): void {
    this.addSql(`drop table "shift_handover", "ticket_disclosure", ticket_key, "hotline_ticket"`);
    this.addSql(`drop sequence hotline_ticket_number`);
  }
}
