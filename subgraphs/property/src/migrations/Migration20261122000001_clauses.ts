import { Migration } from "@mikro-orm/migrations";

/** The owners hold the agreements; a firm keeps what they say about grabbed tasks. */
export class Migration20261122000001_clauses extends Migration {
  override up(): void {
    this.addSql(`drop table platform_agreement`);
    this.addSql(`create table platform_clause (
      id varchar(255) not null,
      firm_id varchar(255) not null,
      community_id varchar(255) not null,
      penalty_fen int null,
      reward_fen int null,
      starts_on date not null,
      ends_on date not null,
      signed_at timestamptz(3) not null,
      primary key (id))`);
    this.addSql(`create index platform_clause_community_id_firm_id_index
      on platform_clause (community_id, firm_id)`);
  }
}
