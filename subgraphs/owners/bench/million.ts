import {
  communities,
  communitySql,
  dayAgo,
  daysAgo,
  deep,
  entitiesQuery,
  type FillSql,
  idOf,
  idSql,
  innerList,
  type Million,
  ofOne,
  ownServer,
  type Page,
  pickSql,
  rolled,
  runMillion,
  secretary,
  spread,
} from "@hutong/kit/testing";
import { owners } from "@hutong/owners";

const aspects = ["SECURITY", "CLEANING", "REPAIR", "GREENING", "ATTITUDE"];
const posts = ["PROJECT_MANAGER", "STEWARD", "REPAIRER", "SECURITY", "CLEANER"];

const community = communitySql;
const person = idSql("per", `n % ${communities * 300}`);

async function fill(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into service_contract (id, number, community_id, firm_id, starts_on, ends_on, fee_fen_per_square_metre,
      state, clauses, promised_headcount)
    select ${idSql("sct", "c")}, 'HT-' || c, ${community}, ${idSql("firm", "c % 29")}, date '2020-01-01', date '2030-01-01', 200,
      'ACTIVE', '[]', '[]' from generate_series(0, ${communities - 1}) c`);
  await sql(`insert into fee_entry (id, community_id, "on", kind, amount_fen, purpose, posted_by_name, posted_at)
    select ${idSql("fee", "n")}, ${community}, (at at time zone 'Asia/Shanghai')::date,
      ${pickSql(["PROPERTY_FEE", "SHARED_INCOME", "STAFF", "REPAIR", "CLEANING"], "d")}, 100 + d::int, '物业费', '王', at
    from ${rolled(rows)}`);
  await sql(`insert into patrol (id, community_id, route, planned_at, person_id, walker_name, state)
    select ${idSql("pat", "n")}, ${community}, '东门', at, ${person}, '李', case when d % 50 = 0 then 'PLANNED' else 'FINISHED' end
    from ${rolled(rows)}`);
  await sql(`insert into complaint_review (id, complaint_id, community_id, person_id, stars, satisfied, comment, at)
    select ${idSql("rev", "n")}, ${idSql("cmp", "n")}, ${community}, ${person}, 4, true, '好', at from ${rolled(rows)}`);
  await sql(`insert into service_rating (id, community_id, firm_id, person_id, quarter, aspect, stars, at)
    select ${idSql("rat", "n")}, ${community}, ${idSql("firm", "c % 29")}, ${idSql("per", "n")},
      to_char(at at time zone 'Asia/Shanghai', 'YYYY"-Q"Q'), ${pickSql(aspects, "n / 279")}, 1 + (d % 5)::int, at
    from ${rolled(rows)}`);
  await sql(`insert into headcount_sighting (id, community_id, post, count, by_name, at)
    select ${idSql("hcs", "n")}, ${community}, ${pickSql(posts, "n / 279")}, 7, '王', at from ${rolled(rows)}`);
}

const quarter = `${new Date().getFullYear() - 1}-Q2`;

const home = idOf("cty", 7);
const committee: Page["as"] = { sub: "per_c", role: "COMMITTEE_MEMBER", communities: [home] };

/** What is asked of one community, as the hub asks it. */
const ofCommunity = (page: string, fields: string, from?: string): Page => ({
  page,
  as: committee,
  query: ofOne("Community", home, fields),
  ...(from && { deep: from }),
});

const days = (from: number, to: number): string => `from: "${dayAgo(from)}", to: "${dayAgo(to)}"`;

function pages(rows: number): Page[] {
  const some = Array.from({ length: 50 }, (_none, i) => i);
  const all = spread(rows);
  return [
    ofCommunity("fees of three years", innerList("fees", "id on", days(1_096, 0)), deep),
    ofCommunity(
      "fees of a month two years ago",
      innerList("fees", "id on", days(730, 700)),
      daysAgo(715),
    ),
    ofCommunity("sums of fees of a year", `feeSummary(${days(365, 0)}) { __typename }`),
    ofCommunity("sums of fees of three years", `feeSummary(${days(1_096, 0)}) { __typename }`),
    ofCommunity("patrols", innerList("patrols", "id state"), deep),
    ofCommunity("ratings of a quarter", `serviceRatings(quarter: "${quarter}") { aspect average }`),
    ofCommunity("one's own ratings", `myServiceRatings(quarter: "${quarter}") { aspect }`),
    ofCommunity("cost audits", "costAudits { id }"),
    ofCommunity("agreements", innerList("supplementaryAgreements", "id")),
    {
      page: "headcount of 50 communities",
      as: secretary,
      query: `query ($these: [_Any!]!) { _entities(representations: $these) { ... on Community { serviceContract { id } headcount { post seen } } } }`,
      variables: {
        these: some.map((c) => ({
          __typename: "Community",
          id: idOf("cty", c),
          projects: [],
          cleaningStaffing: null,
        })),
      },
    },
    {
      page: "fees of 50 communities",
      as: secretary,
      ...entitiesQuery(
        "Community",
        some.map((c) => idOf("cty", c)),
        `feeSummary(${days(31, 0)}) { __typename }`,
      ),
    },
    {
      page: "reviews of 50 complaints",
      as: secretary,
      ...entitiesQuery(
        "Complaint",
        all.map((n) => idOf("cmp", n)),
        "review { stars }",
      ),
    },
    {
      page: "50 patrols by key",
      as: ownServer("owners"),
      ...entitiesQuery(
        "Patrol",
        all.map((n) => idOf("pat", n)),
        "state",
      ),
    },
    ...["FEES", "PATROLS", "RATINGS", "REVIEWS"].map((table) => ({
      page: `export: ${table.toLowerCase()} of a community`,
      as: committee,
      query: `{ ownersExport(table: ${table}, community: "${home}") }`,
    })),
  ];
}

const aside = {
  cost_audit: "a few a year for each community",
  service_contract: "a few for each community",
  supplementary_agreement: "a few for each contract",
  volunteer: "a hundred for each community, listed by it",
};

export const million: Million = { party: owners, fill, pages, aside };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
