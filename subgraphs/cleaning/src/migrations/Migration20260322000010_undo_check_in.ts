import { Migration } from "@mikro-orm/migrations";

export class Migration20260322000010_undo_check_in extends Migration {
  override up(): void {
    this.addSql(`alter table check_in
      add column entered_by varchar(255) null,
      add column state_before text null,
      add column took_task boolean not null default false,
      add column undone_at timestamptz(3) null,
      add constraint check_in_state_before_check check (state_before in ('OPEN', 'DONE', 'CANNOT', 'VERIFIED'))`);
  }

  override down(): void {
    this.addSql(`alter table check_in drop column entered_by, drop column state_before,
      drop column took_task, drop column undone_at`);
  }
}
