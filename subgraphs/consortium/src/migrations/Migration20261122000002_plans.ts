import { Migration } from "@mikro-orm/migrations";

/** Sums of whole months beside those of days, and what else a million rows asked for; see bench/million.ts. */
const indexes: Readonly<Record<string, string>> = {
  case_rollup_day: "case_rollup (grain, span, day)",
  case_rollup_firm: "case_rollup (grain, span, firm_id, day)",
  case_rollup_category: "case_rollup (grain, span, category, day)",
  case_rollup_community: "case_rollup (grain, span, community_id, day)",
  // What recurs across communities is looked for among all pairs of community and category.
  case_rollup_demands: `case_rollup (span, day) include (firm_id, community_id, category, received, open)
    where grain = 'community_id+category'`,
  hotline_ticket_state: "hotline_ticket (state, logged_at desc, id desc)",
  help_request_state: "help_request (state, created_at desc, id desc)",
  conduct_case_state: "conduct_case (state, opened_at desc, id desc)",
  library_case_skills: "library_case using gin (skills jsonb_path_ops)",
};

export class Migration20261122000002_plans extends Migration {
  override up(): void {
    this.addSql(`alter table case_rollup add column span text not null default 'day'`);
    this.addSql(`alter table case_rollup alter column span drop default`);
    this.addSql(`alter table case_rollup drop constraint case_rollup_pkey`);
    this.addSql(`drop index case_rollup_day, case_rollup_category, case_rollup_community`);
    this.addSql(`insert into case_rollup (grain, span, firm_id, community_id, category, day,
        received, open, respond_due, responded_in_time, close_due, closed, answered, satisfied,
        out_of_scope, reported_to_grid)
      select grain, 'month', firm_id, community_id, category, date_trunc('month', day)::date,
        sum(received), sum(open), sum(respond_due), sum(responded_in_time), sum(close_due),
        sum(closed), sum(answered), sum(satisfied), sum(out_of_scope), sum(reported_to_grid)
      from case_rollup group by 1, 3, 4, 5, 6`);
    this.addSql(`alter table case_rollup add primary key
      (grain, span, firm_id, community_id, category, day)`);
    for (const [name, on] of Object.entries(indexes)) this.addSql(`create index ${name} on ${on}`);
  }

  override down(): void {
    this.addSql(`delete from case_rollup where span <> 'day'`);
    this.addSql(`alter table case_rollup drop constraint case_rollup_pkey`);
    this.addSql(`drop index ${Object.keys(indexes).join(", ")}`);
    this.addSql(`alter table case_rollup drop column span`);
    this.addSql(`alter table case_rollup add primary key
      (grain, firm_id, community_id, category, day)`);
    this.addSql(`create index case_rollup_day on case_rollup (grain, day)`);
    this.addSql(`create index case_rollup_category on case_rollup (grain, category, day)`);
    this.addSql(`create index case_rollup_community on case_rollup (grain, community_id, day)`);
  }
}
