import { Migration } from "@mikro-orm/migrations";

/** Orders in people's homes and monthly reports. */
export class Migration20260302000004_homes extends Migration {
  override up(): void {
    this.addSql(`create table home_order (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      entry text not null check (entry in ('SERVICE', 'PUBLIC_AREA', 'EMERGENCY')),
      state text not null check (state in ('ORDERED', 'ACCEPTED', 'VISITING', 'QUOTED', 'AGREED', 'DONE', 'RATED', 'DECLINED', 'CANCELLED')),
      title varchar(255) not null,
      resident_person_id varchar(255) not null,
      resident_name varchar(255) not null,
      resident_phone varchar(255) not null,
      address varchar(255) not null,
      staff_id varchar(255) null references firm_staff (id),
      staff_person_id varchar(255) null,
      quote jsonb null,
      price_fen int null,
      note text null,
      score int null check (score between 1 and 5),
      comment text null,
      ordered_at timestamptz(3) not null,
      wanted_at timestamptz(3) null,
      answered_at timestamptz(3) null,
      late_at timestamptz(3) null,
      visited_at timestamptz(3) null,
      done_at timestamptz(3) null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(`create index home_order_ordered_at_id_index on home_order (ordered_at, id)`);
    for (const column of ["firm_id", "project_id", "resident_person_id", "staff_person_id"])
      this.addSql(`create index home_order_${column}_ordered_at_id_index
        on home_order (${column}, ordered_at, id)`);
    this.addSql(`create table home_disclosure (
      id varchar(255) not null,
      order_id varchar(255) not null,
      person_id varchar(255) not null,
      name varchar(255) not null,
      purpose text not null,
      at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(`create index home_disclosure_order_id_index on home_disclosure (order_id)`);
    this.addSql(`create table monthly_report (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      month varchar(255) not null,
      state text not null check (state in ('DUE', 'OVERDUE', 'SUBMITTED')),
      reporter_id varchar(255) null references firm_staff (id),
      reporter_person_id varchar(255) null,
      due_at timestamptz(3) not null,
      breached_at timestamptz(3) null,
      submitted_at timestamptz(3) null,
      summary text null,
      owners_meeting_on date null,
      figures jsonb null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(`alter table monthly_report
      add constraint monthly_report_project_id_month_unique unique (project_id, month)`);
    this.addSql(`create index monthly_report_due_at_id_index on monthly_report (due_at, id)`);
    for (const column of ["firm_id", "community_id"])
      this.addSql(`create index monthly_report_${column}_due_at_id_index
        on monthly_report (${column}, due_at, id)`);
    this.addSql(`alter table grab_rules add column operator varchar(255) null`);
    this.addSql(`update grab_rules set operator = (
      select split_part(id, '_', 2) from property_project
      where property_project.firm_id = grab_rules.firm_id limit 1)`);
    this.addSql(`alter table grab_rules alter column operator set not null`);
    // The month's figures are counted by project.
    this.addSql(
      `create index work_order_project_id_created_at_index on work_order (project_id, created_at)`,
    );
  }

  override down(): void {
    this.addSql(`drop table monthly_report, home_disclosure, home_order`);
    this.addSql(`alter table grab_rules drop column operator`);
    this.addSql(`drop index work_order_project_id_created_at_index`);
  }
}
