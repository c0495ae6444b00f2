import { Migration } from "@mikro-orm/migrations";

export class Migration20261122000002_sms extends Migration {
  override up(): void {
    this.addSql(`create table "sms_code" (
      "cleaner_id" varchar(255) not null,
      "code" varchar(255) not null,
      "task_id" varchar(255) not null,
      "given_at" timestamptz(3) not null,
      primary key ("cleaner_id", "code"))`);
    this.addSql(
      `alter table "sms_code" add constraint "sms_code_task_id_foreign" foreign key ("task_id") references "cleaning_task" ("id")`,
    );
    this.addSql(`create table "sms_message" (
      "id" varchar(255) not null,
      "direction" text not null,
      "cleaner_id" varchar(255) not null,
      "phone" varchar(255) not null,
      "text" varchar(255) not null,
      "carrier_id" varchar(255) null,
      "failed" boolean not null,
      "at" timestamptz(3) not null,
      "sent_at" timestamptz(3) null,
      primary key ("id"))`);
    this.addSql(
      `alter table "sms_message" add constraint "sms_message_carrier_id_unique" unique ("carrier_id")`,
    );
    this.addSql(
      `create index "sms_message_cleaner_id_at_id_index" on "sms_message" ("cleaner_id", "at", "id")`,
    );
    this.addSql(
      `alter table "sms_message" add constraint "sms_message_direction_check" check ("direction" in ('IN', 'OUT'))`,
    );
    this.addSql(`create table "call_back" (
      "id" varchar(255) not null,
      "cleaner_id" varchar(255) not null,
      "crew_id" varchar(255) not null,
      "reason" text not null,
      "asked_at" timestamptz(3) not null,
      "called_at" timestamptz(3) null,
      "called_by_name" varchar(255) null,
      primary key ("id"))`);
    this.addSql(
      `create index "call_back_crew_id_called_at_asked_at_index" on "call_back" ("crew_id", "called_at", "asked_at")`,
    );
    this.addSql(
      `alter table "call_back" add constraint "call_back_cleaner_id_foreign" foreign key ("cleaner_id") references "cleaner" ("id")`,
    );
    this.addSql(
      `alter table "call_back" add constraint "call_back_crew_id_foreign" foreign key ("crew_id") references "crew" ("id")`,
    );
    this.addSql(
      `alter table "call_back" add constraint "call_back_reason_check" check ("reason" in ('ASKED', 'NOT_UNDERSTOOD'))`,
    );
    this.addSql(`create table "training" (
      "id" varchar(255) not null,
      "cleaner_id" varchar(255) not null,
      "topic" text not null,
      "held_on" date not null,
      "result" text not null,
      "by_name" varchar(255) not null,
      primary key ("id"))`);
    this.addSql(
      `create index "training_cleaner_id_held_on_index" on "training" ("cleaner_id", "held_on")`,
    );
    this.addSql(
      `alter table "training" add constraint "training_cleaner_id_foreign" foreign key ("cleaner_id") references "cleaner" ("id")`,
    );
    this.addSql(
      `alter table "training" add constraint "training_topic_check" check ("topic" in ('CHECK_IN', 'SAFETY', 'CLEANING', 'CHEMICALS'))`,
    );
    this.addSql(
      `alter table "training" add constraint "training_result_check" check ("result" in ('PASSED', 'NEEDS_HELP'))`,
    );
    // A message names its sender by the phone: one person, one number.
    this.addSql(`create index cleaner_phone_index on cleaner (phone)`);
    this.addSql(`create index check_in_by_id_at_index on check_in (by_id, at)`);
  }

  override down(): void {
    this.addSql(`drop table "sms_code", "sms_message", "call_back", "training"`);
    this.addSql(`drop index cleaner_phone_index`);
    this.addSql(`drop index check_in_by_id_at_index`);
  }
}
