import { Migration } from "@mikro-orm/migrations";

/** One code per community, and what is held by who reported without an account. */
export class Migration20260315000004_report_code extends Migration {
  override up(): void {
    this.addSql(`create table report_code (
      community_id varchar(255) not null,
      code varchar(255) not null unique,
      made_at timestamptz(3) not null,
      primary key (community_id))`);
    this.addSql(`create table receipt (
      token varchar(255) not null,
      complaint_id varchar(255) not null,
      community_id varchar(255) not null,
      phone varchar(255) not null,
      at timestamptz(3) not null,
      primary key (token))`);
    this.addSql(`create index receipt_community on receipt (community_id, at)`);
    this.addSql(`create index receipt_phone on receipt (phone, at)`);
  }

  override down(): void {
    this.addSql(`drop table receipt, report_code`);
  }
}
