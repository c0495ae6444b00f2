import { Migration } from "@mikro-orm/migrations";

/** Contractors, their crews, tasks and check-ins. */
export class Migration20260301000001_cleaning extends Migration {
  override up(): void {
    this.addSql(`create table contractor (
      id varchar(255) not null,
      operator varchar(255) not null,
      name varchar(255) not null,
      phone varchar(255) not null,
      primary key (id))`);
    this.addSql(
      `alter table contractor add constraint contractor_operator_unique unique (operator)`,
    );
    this.addSql(`create table crew (
      id varchar(255) not null,
      contractor_id varchar(255) not null,
      name varchar(255) not null,
      leader_id varchar(255) not null,
      leader_person_id varchar(255) not null,
      primary key (id))`);
    this.addSql(`create index crew_contractor_id_index on crew (contractor_id)`);
    this.addSql(`create index crew_leader_person_id_index on crew (leader_person_id)`);
    this.addSql(`create table cleaner (
      id varchar(255) not null,
      contractor_id varchar(255) not null,
      crew_id varchar(255) not null,
      person_id varchar(255) not null,
      name varchar(255) not null,
      phone varchar(255) not null,
      phone_kind text not null,
      trained boolean not null,
      primary key (id))`);
    this.addSql(`create index cleaner_crew_id_index on cleaner (crew_id)`);
    this.addSql(`create index cleaner_person_id_index on cleaner (person_id)`);
    this.addSql(`alter table cleaner
      add constraint cleaner_phone_kind_check check (phone_kind in ('SMART', 'FEATURE'))`);
    this.addSql(`create table cleaning_task (
      id varchar(255) not null,
      number varchar(255) not null,
      title varchar(255) not null,
      place varchar(255) not null,
      state text not null,
      contractor_id varchar(255) not null,
      crew_id varchar(255) not null,
      cleaner_id varchar(255) null,
      community_id varchar(255) not null,
      firm_id varchar(255) not null,
      complaint_id varchar(255) null,
      due_at timestamptz(3) not null,
      created_at timestamptz(3) not null,
      done_at timestamptz(3) null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(
      `alter table cleaning_task add constraint cleaning_task_number_unique unique (number)`,
    );
    this.addSql(`create index cleaning_task_complaint_id_index on cleaning_task (complaint_id)`);
    this.addSql(
      `create index cleaning_task_crew_id_created_at_id_index on cleaning_task (crew_id, created_at, id)`,
    );
    this.addSql(`create index cleaning_task_cleaner_id_created_at_id_index
      on cleaning_task (cleaner_id, created_at, id)`);
    this.addSql(`create index cleaning_task_community_id_created_at_id_index
      on cleaning_task (community_id, created_at, id)`);
    this.addSql(`alter table cleaning_task
      add constraint cleaning_task_state_check check (state in ('OPEN', 'DONE', 'CANNOT', 'VERIFIED'))`);
    this.addSql(`create table check_in (
      id varchar(255) not null,
      task_id varchar(255) not null,
      method text not null,
      verb text not null,
      at timestamptz(3) not null,
      by_id varchar(255) not null,
      proxy_name varchar(255) null,
      note text null,
      primary key (id))`);
    this.addSql(`create index check_in_task_id_at_index on check_in (task_id, at)`);
    this.addSql(`alter table check_in
      add constraint check_in_method_check check (method in ('PHOTO', 'SMS', 'PROXY'))`);
    this.addSql(`alter table check_in
      add constraint check_in_verb_check check (verb in ('ARRIVED', 'DONE', 'CANNOT'))`);
    this.addSql(`create table served_community (
      community_id varchar(255) not null,
      contractor_id varchar(255) not null,
      crew_id varchar(255) not null,
      firm_id varchar(255) not null,
      primary key (community_id))`);
    this.addSql(`create index served_community_crew_id_index on served_community (crew_id)`);
    this.addSql(`create table cleaning_task_entry (
      id varchar(255) not null,
      task_id varchar(255) not null,
      "by" varchar(255) not null,
      organisation varchar(255) null,
      note text null,
      at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(`create index cleaning_task_entry_task_id_index on cleaning_task_entry (task_id)`);
    this.addSql(`alter table crew
      add constraint crew_contractor_id_foreign foreign key (contractor_id) references contractor (id)`);
    this.addSql(`alter table cleaner
      add constraint cleaner_crew_id_foreign foreign key (crew_id) references crew (id)`);
    this.addSql(`alter table cleaning_task
      add constraint cleaning_task_contractor_id_foreign foreign key (contractor_id) references contractor (id)`);
    this.addSql(`alter table cleaning_task
      add constraint cleaning_task_crew_id_foreign foreign key (crew_id) references crew (id)`);
    this.addSql(`alter table cleaning_task
      add constraint cleaning_task_cleaner_id_foreign foreign key (cleaner_id) references cleaner (id) on delete set null`);
    this.addSql(`alter table check_in
      add constraint check_in_task_id_foreign foreign key (task_id) references cleaning_task (id)`);
    this.addSql(`alter table check_in
      add constraint check_in_by_id_foreign foreign key (by_id) references cleaner (id)`);
    this.addSql(`alter table served_community
      add constraint served_community_contractor_id_foreign foreign key (contractor_id) references contractor (id)`);
    this.addSql(`alter table served_community
      add constraint served_community_crew_id_foreign foreign key (crew_id) references crew (id)`);
    this.addSql(`create sequence cleaning_task_number`);
  }

  override down(): void {
    this.addSql(`drop sequence cleaning_task_number`);
    this.addSql(
      `drop table cleaning_task_entry, served_community, check_in, cleaning_task, cleaner, crew, contractor`,
    );
  }
}
