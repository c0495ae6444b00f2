import { Migration } from "@mikro-orm/migrations";

/** The words of summaries are counted among what the index of all texts has found. */
export class Migration20261122000005_words_of_summaries extends Migration {
  override up(): void {
    this.addSql(`drop index library_case_summary_terms`);
  }

  override down(): void {
    this.addSql(
      `create index library_case_summary_terms on library_case using gin (summary_terms)`,
    );
  }
}
