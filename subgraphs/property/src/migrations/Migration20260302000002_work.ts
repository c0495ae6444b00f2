import { Migration } from "@mikro-orm/migrations";

/** Funding of work orders, agreements about the platform, prices and inspections. */
export class Migration20260302000002_work extends Migration {
  override up(): void {
    this.addSql(`alter table work_order
      add column work text not null default 'MINOR_REPAIR',
      add column fund_resolution varchar(255) null,
      add column fund_limit_fen bigint null,
      add column fund_approved_by varchar(255) null,
      add column fund_approved_at timestamptz(3) null,
      add column submitted_by_person_id varchar(255) null,
      add column submitted_by_proxy varchar(255) null`);
    this.addSql(`update work_order set work = 'MEDIUM_REPAIR' where funding = 'MAINTENANCE_FUND'`);
    this.addSql(`alter table work_order alter column work drop default`);
    this.addSql(`alter table work_order
      add constraint work_order_work_check check (work in ('MINOR_REPAIR', 'GREENS', 'ROAD_LIGHTS', 'WASTE', 'MEDIUM_REPAIR', 'MAJOR_REPAIR', 'RENEWAL'))`);

    this.addSql(`create table platform_agreement (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      state text not null check (state in ('PROPOSED', 'ACCEPTED', 'REFUSED', 'EXPIRED')),
      names_platform boolean not null,
      penalty_fen int not null,
      reward_fen int not null,
      starts_on date not null,
      ends_on date not null,
      letter text null,
      proposed_at timestamptz(3) not null,
      answered_at timestamptz(3) null,
      answered_by varchar(255) null,
      version int not null default 1,
      primary key (id))`);
    this.addSql(`create index platform_agreement_firm_id_proposed_at_id_index
      on platform_agreement (firm_id, proposed_at, id)`);
    // One is in force at a time, or nobody could tell which amounts count.
    this.addSql(`create unique index platform_agreement_one_accepted
      on platform_agreement (firm_id) where state = 'ACCEPTED'`);

    this.addSql(`create table price_item (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      service varchar(255) not null,
      unit varchar(255) not null,
      price_fen int not null,
      note text null,
      since timestamptz(3) not null,
      until timestamptz(3) null,
      primary key (id))`);
    this.addSql(`create index price_item_firm_id_index on price_item (firm_id)`);
    this.addSql(`create unique index price_item_one_in_force
      on price_item (firm_id, service) where until is null`);

    this.addSql(`create table inspection_point (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      kind text not null check (kind in ('HYDRANT', 'EXTINGUISHER', 'FIRE_EXIT', 'LIFT')),
      code varchar(255) not null,
      place varchar(255) not null,
      since timestamptz(3) not null,
      until timestamptz(3) null,
      primary key (id))`);
    this.addSql(`alter table inspection_point
      add constraint inspection_point_project_id_kind_code_unique unique (project_id, kind, code)`);
    this.addSql(`create table inspection (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      point_id varchar(255) not null references inspection_point (id),
      staff_id varchar(255) not null references firm_staff (id),
      effective boolean not null,
      finding text null,
      work_order_id varchar(255) null,
      at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(`create index inspection_point_id_at_index on inspection (point_id, at)`);
    this.addSql(`create index inspection_firm_id_at_id_index on inspection (firm_id, at, id)`);
    this.addSql(
      `create index inspection_community_id_at_id_index on inspection (community_id, at, id)`,
    );
  }

  override down(): void {
    this.addSql(`drop table inspection, inspection_point, price_item, platform_agreement`);
    this.addSql(`alter table work_order drop column work, drop column fund_resolution,
      drop column fund_limit_fen, drop column fund_approved_by, drop column fund_approved_at,
      drop column submitted_by_person_id, drop column submitted_by_proxy`);
  }
}
