import { Migration } from "@mikro-orm/migrations";

/** Photos that people send, and where their bytes are kept. */
export class Migration20260322000001_kit_photos extends Migration {
  override up(): void {
    this.addSql(`alter table photo
      alter column subject drop not null,
      alter column bytes drop not null,
      add column stored_in text not null default 'database',
      add column uploaded_by varchar(255),
      add column prepared_for varchar(255),
      add column version int not null default 1,
      add constraint photo_stored_in_check check (stored_in in ('database', 'disk', 's3'))`);
    this.addSql(`alter table photo alter column stored_in drop default`);
    this.addSql(`create table photo_ticket (
      id varchar(255) primary key,
      uploaded_by varchar(255) not null,
      prepared_for varchar(255) not null,
      expires_at timestamptz(3) not null)`);
    this.addSql(`create index photo_ticket_expires_at on photo_ticket (expires_at)`);
  }

  override down(): void {
    this.addSql(`drop table photo_ticket`);
    this.addSql(`delete from photo where subject is null or bytes is null`);
    this.addSql(`alter table photo drop column stored_in, drop column uploaded_by,
      drop column prepared_for, drop column version,
      alter column subject set not null, alter column bytes set not null`);
  }
}
