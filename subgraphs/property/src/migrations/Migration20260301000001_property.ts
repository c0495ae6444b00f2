import { Migration } from "@mikro-orm/migrations";

/** Projects, their people and their work orders. */
export class Migration20260301000001_property extends Migration {
  override up(): void {
    this.addSql(`create table property_project (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      firm_short_name varchar(255) not null,
      community_id varchar(255) not null,
      name varchar(255) not null,
      address varchar(255) not null,
      hotline varchar(255) not null,
      manager_id varchar(255) null,
      started_on date not null,
      primary key (id))`);
    this.addSql(
      `create index property_project_firm_id_name_index on property_project (firm_id, name)`,
    );
    this.addSql(`alter table property_project
      add constraint property_project_community_id_firm_id_unique unique (community_id, firm_id)`);
    this.addSql(`create table firm_staff (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      project_id varchar(255) not null,
      person_id varchar(255) not null,
      name varchar(255) not null,
      post text not null,
      phone varchar(255) not null,
      skills jsonb not null,
      on_duty boolean not null,
      registered_on date not null,
      primary key (id))`);
    this.addSql(`create index firm_staff_project_id_index on firm_staff (project_id)`);
    this.addSql(`create index firm_staff_person_id_index on firm_staff (person_id)`);
    this.addSql(`alter table firm_staff
      add constraint firm_staff_post_check check (post in ('PROJECT_MANAGER', 'STEWARD', 'REPAIRER', 'SECURITY', 'CLEANING_SUPERVISOR'))`);
    this.addSql(`create table work_order (
      id varchar(255) not null,
      number varchar(255) not null,
      title varchar(255) not null,
      state text not null,
      funding text not null,
      firm_id varchar(255) not null,
      project_id varchar(255) not null,
      community_id varchar(255) not null,
      complaint_id varchar(255) null,
      assignee_id varchar(255) null,
      assignee_person_id varchar(255) null,
      note text null,
      created_at timestamptz(3) not null,
      assigned_at timestamptz(3) null,
      accepted_at timestamptz(3) null,
      on_site_at timestamptz(3) null,
      submitted_at timestamptz(3) null,
      approved_at timestamptz(3) null,
      closed_at timestamptz(3) null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(`alter table work_order add constraint work_order_number_unique unique (number)`);
    this.addSql(`create index work_order_complaint_id_index on work_order (complaint_id)`);
    this.addSql(`create index work_order_created_at_id_index on work_order (created_at, id)`);
    this.addSql(
      `create index work_order_firm_id_created_at_id_index on work_order (firm_id, created_at, id)`,
    );
    this.addSql(`create index work_order_community_id_created_at_id_index
      on work_order (community_id, created_at, id)`);
    this.addSql(`create index work_order_assignee_person_id_created_at_id_index
      on work_order (assignee_person_id, created_at, id)`);
    this.addSql(`alter table work_order
      add constraint work_order_state_check check (state in ('CREATED', 'ASSIGNED', 'ACCEPTED', 'ON_SITE', 'SUBMITTED', 'APPROVED', 'CLOSED', 'REWORK', 'OVERDUE', 'NEEDS_EXPERT'))`);
    this.addSql(`alter table work_order
      add constraint work_order_funding_check check (funding in ('SERVICE_FEE', 'MAINTENANCE_FUND'))`);
    this.addSql(`create table work_order_entry (
      id varchar(255) not null,
      work_order_id varchar(255) not null,
      "by" varchar(255) not null,
      organisation varchar(255) null,
      note text null,
      at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(
      `create index work_order_entry_work_order_id_index on work_order_entry (work_order_id)`,
    );
    this.addSql(`alter table firm_staff
      add constraint firm_staff_project_id_foreign foreign key (project_id) references property_project (id)`);
    this.addSql(`alter table work_order
      add constraint work_order_project_id_foreign foreign key (project_id) references property_project (id)`);
    this.addSql(`alter table work_order
      add constraint work_order_assignee_id_foreign foreign key (assignee_id) references firm_staff (id) on delete set null`);
    this.addSql(`create sequence work_order_number`);
  }

  override down(): void {
    this.addSql(`drop sequence work_order_number`);
    this.addSql(`drop table work_order_entry, work_order, firm_staff, property_project`);
  }
}
