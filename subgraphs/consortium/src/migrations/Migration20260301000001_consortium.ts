import { Migration } from "@mikro-orm/migrations";

export class Migration20260301000001_consortium extends Migration {
  override up(): void {
    this.addSql(`create table "property_firm" (
      "id" varchar(255) not null,
      "operator" varchar(255) not null,
      "name" varchar(255) not null,
      "short_name" varchar(255) not null,
      "name_en" varchar(255) not null,
      "hotline" varchar(255) not null,
      "head_office" varchar(255) not null,
      "standing" text not null,
      "joined_on" date not null,
      "manager_name" varchar(255) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "property_firm" add constraint "property_firm_operator_unique" unique ("operator")`,
    );
    this
      .addSql(`alter table "property_firm" add constraint "property_firm_standing_check" check ("standing" in
      ('GOOD', 'WATCHED', 'SUSPENDED'))`);
    this.addSql(`create table "expert" (
      "id" varchar(255) not null,
      "person_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "name" varchar(255) not null,
      "title" varchar(255) not null,
      "skills" jsonb not null,
      "years" int not null,
      "phone" varchar(255) not null,
      primary key ("id"))`);
    this.addSql(
      `alter table "expert" add constraint "expert_person_id_unique" unique ("person_id")`,
    );
    this.addSql(`create table "help_request" (
      "id" varchar(255) not null,
      "number" varchar(255) not null,
      "complaint_id" varchar(255) not null,
      "community_id" varchar(255) not null,
      "asking_firm_id" varchar(255) not null,
      "asked_by_person_id" varchar(255) not null,
      "asked_by_name" varchar(255) not null,
      "summary" text not null,
      "category" text not null,
      "skills" jsonb not null,
      "state" text not null,
      "created_at" timestamptz(3) not null,
      "broadcast_at" timestamptz(3) null,
      "deadline_at" timestamptz(3) null,
      "accepted_offer_id" varchar(255) null,
      "accepted_person_id" varchar(255) null,
      "accepted_at" timestamptz(3) null,
      "advice" text null,
      "on_site_at" timestamptz(3) null,
      "advised_at" timestamptz(3) null,
      "confirmed_at" timestamptz(3) null,
      "closed_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(
      `alter table "help_request" add constraint "help_request_number_unique" unique ("number")`,
    );
    this
      .addSql(`alter table "help_request" add constraint "help_request_category_check" check ("category" in
      ('FIRM_INACTION', 'STEWARD_UNRESPONSIVE', 'LITTERING', 'FACILITY_DAMAGE',
       'ILLEGAL_PARKING', 'ILLEGAL_RENOVATION', 'LIFT', 'WATER_LEAK', 'SEWAGE',
       'GARAGE_BARRIER', 'FACADE_FALLING', 'CHARGING_PILE', 'FEES', 'NOISE', 'DOGS', 'DRAINS',
       'OVERCHARGING', 'ILLEGAL_CLASSES', 'FIRE_ACCESS'))`);
    this
      .addSql(`alter table "help_request" add constraint "help_request_state_check" check ("state" in
      ('DRAFT', 'BROADCAST', 'OFFERED', 'ACCEPTED', 'ON_SITE', 'ADVISED', 'CONFIRMED', 'CLOSED',
       'NO_OFFER', 'WITHDRAWN'))`);
    this.addSql(`create table "help_offer" (
      "id" varchar(255) not null,
      "help_request_id" varchar(255) not null,
      "firm_id" varchar(255) not null,
      "expert_id" varchar(255) not null,
      "earliest_arrival" timestamptz(3) not null,
      "cost_fen" int not null,
      "note" text null,
      "state" text not null,
      "offered_at" timestamptz(3) not null,
      primary key ("id"))`);
    this.addSql(`alter table "help_offer" add constraint "help_offer_state_check" check ("state" in
      ('OPEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'))`);
    this.addSql(`create table "help_request_record" (
      "id" varchar(255) not null,
      "help_request_id" varchar(255) not null,
      "kind" text not null,
      "at" timestamptz(3) not null,
      "by" varchar(255) not null,
      "organisation" varchar(255) null,
      "note" text null,
      primary key ("id"))`);
    this
      .addSql(`alter table "help_request_record" add constraint "help_request_record_kind_check" check ("kind" in
      ('ASKED', 'OFFERED', 'OFFER_WITHDRAWN', 'ACCEPTED', 'DIRECTED', 'ARRIVED', 'ADVISED',
       'CONFIRMED', 'CLOSED', 'WITHDRAWN', 'NO_OFFER'))`);
    this.addSql(
      `alter table "help_request" add constraint "help_request_asking_firm_id_foreign" foreign key ("asking_firm_id") references "property_firm" ("id")`,
    );
    this.addSql(
      `alter table "expert" add constraint "expert_firm_id_foreign" foreign key ("firm_id") references "property_firm" ("id")`,
    );
    this.addSql(
      `alter table "help_offer" add constraint "help_offer_help_request_id_foreign" foreign key ("help_request_id") references "help_request" ("id")`,
    );
    this.addSql(
      `alter table "help_offer" add constraint "help_offer_firm_id_foreign" foreign key ("firm_id") references "property_firm" ("id")`,
    );
    this.addSql(
      `alter table "help_offer" add constraint "help_offer_expert_id_foreign" foreign key ("expert_id") references "expert" ("id")`,
    );
    this.addSql(`create sequence help_request_number start 101`);
    this.addSql(`create index property_firm_operator_order on property_firm (operator, id)`);
    this.addSql(`create index expert_firm_name on expert (firm_id, name, id)`);
    this.addSql(`create index help_request_wall on help_request (created_at desc, id desc)`);
    this.addSql(
      `create index help_request_community on help_request (community_id, created_at desc, id desc)`,
    );
    this.addSql(
      `create index help_request_complaint on help_request (complaint_id, created_at desc, id desc)`,
    );
    // One request on its way for a case: two who ask at once must not both call 29 firms.
    this.addSql(`create unique index help_request_one_open on help_request (complaint_id)
      where state not in ('CLOSED', 'WITHDRAWN')`);
    this.addSql(`create index help_offer_request on help_offer (help_request_id, offered_at, id)`);
    this.addSql(
      `create index help_offer_expert on help_offer (expert_id) where state = 'ACCEPTED'`,
    );
    // What the locked row already guarantees, the database guarantees again.
    this.addSql(
      `create unique index help_offer_one_open on help_offer (help_request_id, firm_id) where state = 'OPEN'`,
    );
    this.addSql(
      `create unique index help_offer_one_accepted on help_offer (help_request_id) where state = 'ACCEPTED'`,
    );
    this.addSql(
      `create index help_request_record_request on help_request_record (help_request_id, at, id)`,
    );
  }

  override down(): void {
    this.addSql(`drop sequence help_request_number`);
    this.addSql(
      `drop table "help_request_record", "help_offer", "help_request", "expert", "property_firm"`,
    );
  }
}
