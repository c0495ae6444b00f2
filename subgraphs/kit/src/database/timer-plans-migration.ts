import { Migration } from "@mikro-orm/migrations";

/** The few timers that are tried again or were given up are found among all that wait. */
export class Migration20260322000004_kit_timer_plans extends Migration {
  override up(): void {
    this.addSql(`create index timer_retry on timer (retry_at)
      where retry_at is not null and parked_at is null`);
    this.addSql(`create index timer_parked on timer (parked_at) where parked_at is not null`);
  }

  override down(): void {
    this.addSql(`drop index timer_retry, timer_parked`);
  }
}
