import { Migration } from "@mikro-orm/migrations";

/** Addresses that take a document, too. */
export class Migration20260322000006_kit_documents extends Migration {
  override up(): void {
    this.addSql(`alter table photo_ticket add column documents boolean not null default false`);
    this.addSql(`alter table photo_ticket alter column documents drop default`);
  }

  override down(): void {
    this.addSql(`delete from photo where mime = 'application/pdf'`);
    this.addSql(`alter table photo_ticket drop column documents`);
  }
}
