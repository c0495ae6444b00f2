import { Migration } from "@mikro-orm/migrations";

/** Real names and attendance. */
export class Migration20260302000001_staff extends Migration {
  override up(): void {
    this.addSql(`alter table firm_staff
      add column id_hash varchar(255) null,
      add column vetted_on date null,
      add column left_on date null`);
    // The same person is registered with a firm once; who left may come back.
    this.addSql(`create unique index firm_staff_id_hash_once
      on firm_staff (firm_id, id_hash) where left_on is null and id_hash is not null`);
    this.addSql(`create index firm_staff_firm_id_registered_on_id_index
      on firm_staff (firm_id, registered_on, id)`);
    this.addSql(`create table attendance (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      project_id varchar(255) not null references property_project (id),
      staff_id varchar(255) not null references firm_staff (id),
      person_id varchar(255) not null,
      started_at timestamptz(3) not null,
      ended_at timestamptz(3) null,
      proxy_name varchar(255) null,
      double_with varchar(255) null,
      primary key (id))`);
    for (const column of ["firm_id", "project_id", "staff_id"])
      this.addSql(`create index attendance_${column}_started_at_id_index
        on attendance (${column}, started_at, id)`);
    this.addSql(`create index attendance_open on attendance (person_id) where ended_at is null`);
    this.addSql(
      `create index attendance_open_here on attendance (project_id) where ended_at is null`,
    );
  }

  override down(): void {
    this.addSql(`drop table attendance`);
    this.addSql(`alter table firm_staff
      drop column id_hash, drop column vetted_on, drop column left_on`);
  }
}
