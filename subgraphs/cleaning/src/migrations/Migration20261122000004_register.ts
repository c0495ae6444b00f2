import { Migration } from "@mikro-orm/migrations";

/** Cleaners are registered one by one, and retire. */
export class Migration20261122000004_register extends Migration {
  override up(): void {
    this.addSql(`alter table cleaner
      add column registered_on date null,
      add column id_hash varchar(255) null,
      add column retired_on date null,
      add column retirement text null,
      add constraint cleaner_retirement_check check (retirement in ('RESIGNED', 'AGE', 'CONTRACT_ENDED', 'DISMISSED'))`);
    // Among those who work there now: a person is one row, and a number is one person.
    this.addSql(`create unique index cleaner_id_hash_once on cleaner (contractor_id, id_hash)
      where retired_on is null and id_hash is not null`);
    this.addSql(`create unique index cleaner_phone_once on cleaner (contractor_id, phone)
      where retired_on is null`);
  }

  override down(): void {
    this.addSql(`drop index cleaner_id_hash_once, cleaner_phone_once`);
    this.addSql(`alter table cleaner drop column registered_on, drop column id_hash,
      drop column retired_on, drop column retirement`);
  }
}
