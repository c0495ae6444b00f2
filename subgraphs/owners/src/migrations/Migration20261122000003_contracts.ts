import { Migration } from "@mikro-orm/migrations";

/** Contracts that owners propose and firms sign. */
export class Migration20261122000003_contracts extends Migration {
  override up(): void {
    this.addSql(`alter table "service_contract"
      drop constraint "service_contract_state_check",
      add constraint "service_contract_state_check" check ("state" in
        ('PROPOSED', 'DECLINED', 'SIGNED', 'ACTIVE', 'EXPIRED')),
      add column "proposed_by_name" varchar(255) null,
      add column "proposed_at" timestamptz(3) null,
      add column "answered_by_name" varchar(255) null,
      add column "answered_at" timestamptz(3) null,
      add column "declined_for" text null`);
    this.addSql(
      `create index service_contract_community on service_contract (community_id, starts_on, id)`,
    );
  }

  override down(): void {
    this.addSql(`delete from service_contract where state not in ('ACTIVE', 'EXPIRED')`);
    this.addSql(`drop index service_contract_community`);
    this.addSql(`alter table "service_contract"
      drop column "proposed_by_name", drop column "proposed_at", drop column "answered_by_name",
      drop column "answered_at", drop column "declined_for",
      drop constraint "service_contract_state_check",
      add constraint "service_contract_state_check" check ("state" in ('ACTIVE', 'EXPIRED'))`);
  }
}
