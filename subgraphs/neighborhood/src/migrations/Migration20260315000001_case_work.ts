import { Migration } from "@mikro-orm/migrations";

/** Suspension by request, joining that can be undone, grading by rules, notifications, settings. */
export class Migration20260315000001_case_work extends Migration {
  override up(): void {
    this.addSql(`alter table complaint rename column state_before_suspension to state_before`);
    this.addSql(`alter table complaint
      add column source_ref varchar(255) null,
      add column taken_by_id varchar(255) null,
      add column merged_at timestamptz(3) null,
      add column suspension_requested_by varchar(255) null,
      add column out_of_scope_at timestamptz(3) null,
      add column out_of_scope_reported boolean null,
      add column called_back_at timestamptz(3) null,
      add column answered boolean null`);
    this.addSql(
      `create unique index complaint_source on complaint (channel, source_ref) where source_ref is not null`,
    );
    this.addSql(
      `create index complaint_merged_into on complaint (merged_into) where merged_into is not null`,
    );
    // A kind or state is checked where it is declared; the words of a timeline grow with the rules.
    this.addSql(`alter table timeline_entry drop constraint timeline_entry_kind_check`);

    this.addSql(`create table suspension (
      id varchar(255) not null,
      complaint_id varchar(255) not null,
      state text not null check (state in ('REQUESTED', 'APPROVED', 'REFUSED', 'ENDED')),
      reason text not null,
      until timestamptz(3) null,
      requested_by varchar(255) not null,
      requested_at timestamptz(3) not null,
      decided_by varchar(255) null,
      decided_at timestamptz(3) null,
      ended_at timestamptz(3) null,
      primary key (id))`);
    this.addSql(`create index suspension_complaint on suspension (complaint_id, requested_at)`);

    this.addSql(`create table grading_rule (
      id varchar(255) not null,
      category text null,
      words jsonb not null,
      grade text not null check (grade in ('MINOR', 'URGENT', 'EMERGENCY')),
      primary key (id))`);
    this.addSql(`insert into grading_rule (id, category, words, grade) values
      ('rule_01JN0000000000000000000001', 'LIFT', '[]', 'URGENT'),
      ('rule_01JN0000000000000000000002', 'WATER_LEAK', '[]', 'URGENT'),
      ('rule_01JN0000000000000000000003', 'SEWAGE', '[]', 'URGENT'),
      ('rule_01JN0000000000000000000004', 'FIRE_ACCESS', '[]', 'URGENT'),
      ('rule_01JN0000000000000000000005', 'FACADE_FALLING', '[]', 'EMERGENCY'),
      ('rule_01JN0000000000000000000006', 'LIFT', '["困人", "被困", "坠落"]', 'EMERGENCY'),
      ('rule_01JN0000000000000000000007', null, '["着火", "冒烟", "触电", "漏电", "燃气泄漏", "爆管"]', 'EMERGENCY')`);

    this.addSql(`create table case_settings (
      id varchar(255) not null,
      respond_hours_workday int not null,
      respond_hours_rest_day int not null,
      resolve_hours int not null,
      duplicate_days int not null,
      duplicate_percent int not null,
      unmerge_hours int not null,
      qr_reports_per_hour int not null,
      escalate_project_hours int not null,
      escalate_area_hours int not null,
      escalate_company_hours int not null,
      escalate_consortium_hours int not null,
      escalate_authority_hours int not null,
      primary key (id))`);
    this.addSql(
      `insert into case_settings values ('town', 2, 4, 48, 7, 30, 24, 30, 2, 4, 8, 24, 72)`,
    );

    this.addSql(`create table notification (
      id varchar(255) not null,
      "to" varchar(255) not null,
      kind text not null,
      complaint_id varchar(255) not null,
      note text null,
      at timestamptz(3) not null,
      read_at timestamptz(3) null,
      primary key (id))`);
    this.addSql(`create index notification_to on notification ("to", at desc, id desc)`);
    this.addSql(`create index notification_unread on notification ("to") where read_at is null`);
  }

  override down(): void {
    this.addSql(`drop table notification, case_settings, grading_rule, suspension`);
    this.addSql(`alter table complaint
      drop column source_ref, drop column taken_by_id, drop column merged_at,
      drop column suspension_requested_by, drop column out_of_scope_at,
      drop column out_of_scope_reported, drop column called_back_at, drop column answered`);
    this.addSql(`alter table complaint rename column state_before to state_before_suspension`);
  }
}
