import { Migration } from "@mikro-orm/migrations";

const counters = [
  "received",
  "open",
  "respond_due",
  "responded_in_time",
  "close_due",
  "closed",
  "answered",
  "satisfied",
  "out_of_scope",
  "reported_to_grid",
];

/**
 * Sums of quarters and years beside those of days and months; of a firm's ratings by their
 * score; and the words of the library's summaries by an index of their own. See bench/million.ts.
 */
export class Migration20261122000004_longer_sums extends Migration {
  override up(): void {
    for (const span of ["quarter", "year"])
      this.addSql(`insert into case_rollup (grain, span, firm_id, community_id, category, day,
          ${counters.join(", ")})
        select grain, '${span}', firm_id, community_id, category, date_trunc('${span}', day)::date,
          ${counters.map((counter) => `sum(${counter})`).join(", ")}
        from case_rollup where span = 'month' group by 1, 3, 4, 5, 6`);
    this.addSql(`create table home_rating_sum (
      firm_id varchar(255) not null,
      score int not null,
      ratings int not null,
      primary key (firm_id, score))`);
    this.addSql(`insert into home_rating_sum (firm_id, score, ratings)
      select firm_id, score, count(*) from home_rating group by 1, 2`);
    this.addSql(`drop index "home_rating_firm_id_index"`);
    this.addSql(
      `create index library_case_summary_terms on library_case using gin (summary_terms)`,
    );
  }

  override down(): void {
    this.addSql(`drop index library_case_summary_terms`);
    this.addSql(`create index "home_rating_firm_id_index" on "home_rating" ("firm_id")`);
    this.addSql(`drop table home_rating_sum`);
    this.addSql(`delete from case_rollup where span in ('quarter', 'year')`);
  }
}
