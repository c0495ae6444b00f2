import { Migration } from "@mikro-orm/migrations";

/** Daily tasks, grabs and what they cost and earn. */
export class Migration20260302000003_tasks extends Migration {
  override up(): void {
    this.addSql(`create table duty_plan (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      staff_id varchar(255) not null references firm_staff (id),
      title varchar(255) not null,
      skill text null,
      weekdays jsonb not null,
      send_at varchar(255) not null,
      due_at varchar(255) not null,
      created_at timestamptz(3) not null,
      ended_at timestamptz(3) null,
      primary key (id))`);
    this.addSql(`create index duty_plan_project_id_index on duty_plan (project_id)`);
    this.addSql(`create table daily_task (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      plan_id varchar(255) not null references duty_plan (id),
      date date not null,
      title varchar(255) not null,
      skill text null,
      state text not null check (state in ('SENT', 'OPEN', 'GRABBED', 'DONE', 'MISSED')),
      staff_id varchar(255) not null references firm_staff (id),
      holder_id varchar(255) null references firm_staff (id),
      holder_person_id varchar(255) null,
      sent_at timestamptz(3) not null,
      due_at timestamptz(3) not null,
      closes_at timestamptz(3) not null,
      opened_at timestamptz(3) null,
      done_at timestamptz(3) null,
      note text null,
      primary key (id))`);
    this.addSql(
      `alter table daily_task add constraint daily_task_plan_id_date_unique unique (plan_id, date)`,
    );
    for (const column of ["firm_id", "project_id", "holder_person_id"])
      this.addSql(`create index daily_task_${column}_sent_at_id_index
        on daily_task (${column}, sent_at, id)`);
    this.addSql(`create table grab_rules (
      firm_id varchar(255) not null,
      max_open int not null,
      finish_minutes int not null,
      primary key (firm_id))`);
    this.addSql(`create table grab (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      task_id varchar(255) not null references daily_task (id),
      grabber_id varchar(255) not null references firm_staff (id),
      responsible_id varchar(255) not null references firm_staff (id),
      person_id varchar(255) not null,
      state text not null check (state in ('RUNNING', 'DONE', 'LAPSED')),
      agreement_id varchar(255) null,
      reward_fen int null,
      penalty_fen int null,
      at timestamptz(3) not null,
      due_at timestamptz(3) not null,
      ended_at timestamptz(3) null,
      primary key (id))`);
    this.addSql(`create index grab_task_id_at_index on grab (task_id, at)`);
    this.addSql(`create index grab_firm_id_at_id_index on grab (firm_id, at, id)`);
    this.addSql(`create index grab_person_id_at_id_index on grab (person_id, at, id)`);
    // What the lock promises, the database keeps: one holds a task, and the cap is counted fast.
    this.addSql(`create unique index grab_one_running on grab (task_id) where state = 'RUNNING'`);
    this.addSql(`create index grab_running on grab (grabber_id) where state = 'RUNNING'`);
    this.addSql(`create table labour_entry (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      staff_id varchar(255) not null references firm_staff (id),
      person_id varchar(255) not null,
      grab_id varchar(255) not null,
      kind text not null check (kind in ('REWARD', 'PENALTY', 'REVERSAL')),
      amount_fen int not null,
      at timestamptz(3) not null,
      settlement_id varchar(255) null,
      primary key (id))`);
    this.addSql(`alter table labour_entry
      add constraint labour_entry_grab_id_staff_id_kind_unique unique (grab_id, staff_id, kind)`);
    this.addSql(`create index labour_entry_firm_id_at_id_index on labour_entry (firm_id, at, id)`);
    this.addSql(
      `create index labour_entry_person_id_at_id_index on labour_entry (person_id, at, id)`,
    );
    this.addSql(`create index labour_entry_settlement_id_index on labour_entry (settlement_id)`);
    this.addSql(
      `create index labour_entry_unsettled on labour_entry (at) where settlement_id is null`,
    );
    this.addSql(`create table settlement (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      month varchar(255) not null,
      at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(
      `alter table settlement add constraint settlement_firm_id_month_unique unique (firm_id, month)`,
    );
    this.addSql(`create index settlement_firm_id_at_id_index on settlement (firm_id, at, id)`);
    this.addSql(`create table labour_dispute (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      person_id varchar(255) not null,
      entry_id varchar(255) not null unique references labour_entry (id),
      state text not null check (state in ('OPENED', 'UPHELD', 'REJECTED')),
      reason text not null,
      resolution text null,
      resolved_by varchar(255) null,
      at timestamptz(3) not null,
      resolved_at timestamptz(3) null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(
      `create index labour_dispute_firm_id_at_id_index on labour_dispute (firm_id, at, id)`,
    );
    this.addSql(
      `create index labour_dispute_person_id_at_id_index on labour_dispute (person_id, at, id)`,
    );
  }

  override down(): void {
    this.addSql(
      `drop table labour_dispute, settlement, labour_entry, grab, grab_rules, daily_task, duty_plan`,
    );
  }
}
