import { Migration } from "@mikro-orm/migrations";

/**
 * Chinese is written without spaces, so text is found by its pairs of neighbouring characters: what
 * contains 漏水管 contains 漏水 and 水管. Nothing here depends on the server's locale.
 */
export class Migration20260315000002_complaint_search extends Migration {
  override up(): void {
    // Single characters too, for whoever looks for one; dear enough that the planner tries ILIKE first.
    this.addSql(`create function text_pairs(text) returns text[]
      language sql immutable strict parallel safe cost 2000 as $$
        select coalesce(array_agg(distinct substr(lower($1), place, width)), '{}')
        from generate_series(1, length($1)) place, generate_series(1, 2) width
        where place + width - 1 <= length($1)
      $$`);
    this.addSql(`create index complaint_pairs on complaint
      using gin (text_pairs(number || ' ' || title || ' ' || description)) with (fastupdate = off)`);
    this.addSql(`alter index complaint_pairs alter column 1 set statistics 1000`);

    // Most cases are over; what is worked on is counted and listed without passing them by.
    const open = `state not in ('CLOSED', 'MERGED', 'REJECTED')`;
    this.addSql(`create index complaint_open_grid on complaint
      (grid_id, reported_at desc, id desc) include (state, grade, community_id) where ${open}`);
    this.addSql(`create index complaint_open on complaint
      (reported_at desc, id desc) include (state, grade) where ${open}`);
    this.addSql(`create index complaint_open_firm on complaint
      (responsible_firm_id, reported_at desc, id desc) include (state, grade) where ${open}`);
    this.addSql(`create index complaint_open_community on complaint
      (community_id, category, reported_at desc) include (state, grade) where ${open}`);
    this.addSql(`create index complaint_state_reported on complaint
      (state, reported_at desc, id desc)`);
    this.addSql(`create index complaint_category_reported on complaint
      (category, reported_at desc, id desc)`);
    this.addSql(`drop index complaint_reporter`);
    this.addSql(`create index complaint_reporter on complaint
      (reporter_id, reported_at desc, id desc)`);
    this.addSql(`create index complaint_taken_by on complaint
      (taken_by_id, reported_at desc, id desc) where taken_by_id is not null`);
  }

  override down(): void {
    for (const index of [
      "pairs",
      "open_grid",
      "open",
      "open_firm",
      "open_community",
      "state_reported",
      "category_reported",
      "taken_by",
    ])
      this.addSql(`drop index complaint_${index}`);
    this.addSql(`drop function text_pairs(text)`);
  }
}
