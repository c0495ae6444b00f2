import { Migration } from "@mikro-orm/migrations";

/** Numbers as they are being typed: `TS-2026-`, and a digit or two more. */
export class Migration20260315000008_begin_of_number extends Migration {
  override up(): void {
    for (const length of [8, 9, 10])
      this.addSql(`create index complaint_number_${length} on complaint
        (left(number, ${length}), reported_at desc, id desc)`);
  }

  override down(): void {
    for (const length of [8, 9, 10]) this.addSql(`drop index complaint_number_${length}`);
  }
}
