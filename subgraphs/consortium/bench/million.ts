import { ComplaintCategory } from "@hutong/kit";
import { consortium } from "@hutong/consortium";
import {
  communitySql,
  dayAgo,
  deep,
  entitiesQuery,
  type FillSql,
  firms,
  firmSql,
  idOf,
  idSql,
  lists,
  manager,
  type Million,
  ownIdOf,
  ownIdSql,
  ownServer,
  type Page,
  pickSql,
  rolled,
  runMillion,
  secretary,
  spread,
  words,
} from "@hutong/kit/testing";

const categories = Object.values(ComplaintCategory);
const firm = firmSql;
const community = communitySql;
const category = pickSql(categories, "d");

async function fill(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into property_firm (id, operator, name, short_name, name_en, hotline, head_office, standing, joined_on, manager_name)
    select ${firm}, 'f' || lpad(f::text, 2, '0'), '物业' || f, '物业', 'Firm', '1', '东街', 'GOOD', '2020-01-01', '王'
    from generate_series(0, ${firms - 1}) f`);
  await sql(`insert into expert (id, person_id, firm_id, name, title, skills, years, phone)
    select ${idSql("exp", "f")}, ${idSql("per", "f")}, ${firm}, '李', '工程师', '[]', 20, '1' from generate_series(0, ${firms - 1}) f`);
  await fillFacts(sql, rows);
  await sql(`insert into hotline_ticket (id, number, community_id, title, description, category, public_place, place, caller_name,
      caller_phone, state, logged_by_name, logged_at, complaint_id, direct_firm_id, feedback_told)
    select ${idSql("tkt", "n")}, 'RX-' || n, ${community}, '漏水', '厨房漏水', ${category}, '3号楼', '601室', '王', '1',
      case when fresh or d % 2000 = 1 then ${pickSql(["LOGGED", "FORWARDED", "DISPATCHED", "RESOLVED", "CLOSED"], "d")}
        when d % 2000 = 2 then 'CANCELLED' else 'FED_BACK' end,
      '赵', at, ${idSql("cmp", "n")}, case when d % 10 = 0 then ${firm} end, true from ${rolled(rows)}`);
  await sql(`insert into history (id, subject, step, at, by)
    select ${idSql("his", "n")}, ${idSql("tkt", "n")}, 'LOG', at, '赵' from ${rolled(rows)}`);
  const few = rows / 5;
  await sql(`insert into ticket_disclosure (id, ticket_id, holder_id, name, purpose, at)
    select ${idSql("tds", "n")}, ${idSql("tkt", "n")}, ${idSql("per", "f")}, '王', '回访', at from ${rolled(rows)}`);
  await sql(`insert into home_rating (id, firm_id, score, at)
    select ${ownIdSql("hmo_f", "f", "n")}, ${firm}, 1 + (d % 5)::int, at from ${rolled(rows)}`);
  await sql(`insert into home_rating_sum (firm_id, score, ratings)
    select firm_id, score, count(*) from home_rating group by 1, 2`);
  await sql(`insert into help_request (id, number, complaint_id, community_id, asking_firm_id, asked_by_person_id, asked_by_name,
      summary, category, skills, state, created_at)
    select ${idSql("hrq", "n")}, 'HZ-' || n, ${idSql("cmp", "n")}, ${community}, ${firm}, ${idSql("per", "f")}, '王', '漏水', ${category}, '[]',
      case when fresh then ${pickSql(["BROADCAST", "OFFERED", "ACCEPTED"], "d")} when d % 1000 = 1 then 'DRAFT'
        when d % 1000 = 2 then 'WITHDRAWN' else 'CLOSED' end, at from ${rolled(few)}`);
  await sql(`insert into help_offer (id, help_request_id, firm_id, expert_id, earliest_arrival, cost_fen, state, offered_at)
    select ${idSql("off", "n")}, ${idSql("hrq", "n")}, ${idSql("firm", `(f + 3) % ${firms}`)}, ${idSql("exp", `(f + 3) % ${firms}`)}, at, 0,
      case when fresh then 'OPEN' else 'ACCEPTED' end, at from ${rolled(few)}`);
  await fillLibrary(sql, rows / 20);
  await sql(`insert into conduct_case (id, number, firm_id, reason, state, opened_at, circulated_at)
    select ${idSql("cdt", "n")}, 'DB-' || n, ${firm}, '逾期', case when d % 1000 = 1 then 'APPEALED' else 'CLOSED' end, at,
      case when d % 20 = 0 then at end from ${rolled(rows / 10)}`);
}

const sums =
  `received open respond_due responded_in_time close_due closed answered satisfied out_of_scope
  reported_to_grid`.split(/\s+/);

/** What each longer span is added up from. */
const longer = { month: "day", quarter: "month", year: "quarter" };

async function fillFacts(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into case_fact (id, number, community_id, firm_id, category, state, day, reported_at, respond_started_at,
      respond_due_at, responded_at, close_due_at, resolved_at, closed_at, satisfied, awaits_response, awaits_closing,
      out_of_scope, reported_to_grid)
    select ${idSql("cmp", "n")}, 'TS-' || n, ${community}, ${firm}, ${category},
      case when fresh or d % 500 = 0 then 'IN_PROGRESS' else 'CLOSED' end, (at at time zone 'Asia/Shanghai')::date, at, at,
      at + interval '2 hours', case when d % 20 > 0 then at + interval '1 hour' end, at + interval '48 hours',
      at + interval '20 hours', case when not fresh and d % 500 > 0 then at + interval '30 hours' end,
      case when d % 3 = 0 then d % 7 > 0 end, true, true, false, false from ${rolled(rows)}`);
  await sql(`insert into case_rollup (grain, span, firm_id, community_id, category, day, ${sums.join(", ")})
    select coalesce(nullif(concat_ws('+', case grouping(firm_id) when 0 then 'firm_id' end,
        case grouping(community_id) when 0 then 'community_id' end, case grouping(category) when 0 then 'category' end), ''), 'all'),
      'day', coalesce(firm_id, '*'), coalesce(community_id, '*'), coalesce(category, '*'), day, count(*),
      count(*) filter (where state <> 'CLOSED'), count(*), count(*) filter (where responded_at <= respond_due_at), count(*),
      count(*) filter (where closed_at is not null), count(*) filter (where satisfied is not null),
      count(*) filter (where satisfied), 0, 0
    from case_fact group by day, cube (firm_id, community_id, category)`);
  for (const [span, of] of Object.entries(longer))
    await sql(`insert into case_rollup (grain, span, firm_id, community_id, category, day, ${sums.join(", ")})
      select grain, '${span}', firm_id, community_id, category, date_trunc('${span}', day)::date, ${sums.map((column) => `sum(${column})`).join(", ")}
      from case_rollup where span = '${of}' group by 1, 3, 4, 5, 6`);
}

/** A few characters of many, so that their pairs are as rare as in what people write. */
const writing = (characters: number): string =>
  Array.from(
    { length: characters },
    (_none, i) => `chr(19968 + ((n::bigint * ${7919 + 2 * i} + ${i * 977}) % 2003)::int)`,
  ).join(" || ");

/** Words as the library takes a text apart: its characters and their pairs. */
const terms = (text: string): string =>
  `(select array_agg(distinct substr(${text}, i, w)) from generate_series(1, length(${text})) i, generate_series(1, 2) w
    where i + w - 1 <= length(${text}))`;

async function fillLibrary(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into library_case (id, help_request_id, category, skills, summary, advice, helped_by, archived_at, summary_terms, terms)
    select ${idSql("lib", "n")}, ${idSql("hrq", "n")}, ${category}, jsonb_build_array(${pickSql(["LIFT", "PIPES", "ELECTRICAL"], "d")}),
      summary, advice, '物业', at, ${terms("summary")}, ${terms("(summary || advice)")}
    from (select *, ${pickSql(words.things, "d")} || ${pickSql(words.troubles, "d / 61")} || ${writing(4)} ||
        case when d % 2000 = 0 then '紫藤里' else '' end as summary, ${writing(24)} || ${pickSql(words.things, "d / 7")} as advice
      from ${rolled(rows)} offset 0) written`);
}

const span = (from: number, to: number): string => `from: "${dayAgo(from)}", to: "${dayAgo(to)}"`;

const expert: Page["as"] = { sub: idOf("per", 7), role: "EXPERT", org: idOf("firm", 7) };
const gridWorker: Page["as"] = {
  sub: "per_g",
  role: "GRID_WORKER",
  communities: [7, 18, 29].map((n) => idOf("cty", n)),
};
const app: Page["as"] = { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" };

const ofFirm = `firm: "${idOf("firm", 7)}"`;

/** Periods that begin and end within a month, so that months and days are added up. */
const ratePages: Page[] = (
  [
    ["a year", span(400, 35)],
    ["three years", span(1_090, 3)],
  ] as const
).flatMap(([length, days]) =>
  (
    [
      ["four rates", `rates(${days}) { received }`],
      ["four rates of a firm", `rates(${days}, ${ofFirm}) { received }`],
      [
        "four rates of a community about lifts",
        `rates(${days}, community: "${idOf("cty", 7)}", category: LIFT) { received }`,
      ],
      ["firms ranked", `rateRanking(by: FIRM, ${days}) { rank }`],
      ["communities ranked", `rateRanking(by: COMMUNITY, first: 500, ${days}) { rank }`],
      ["categories ranked", `rateRanking(by: CATEGORY, ${days}) { rank }`],
      ["a firm's categories ranked", `rateRanking(by: CATEGORY, ${ofFirm}, ${days}) { rank }`],
      ["firms ranked about lifts", `rateRanking(by: FIRM, category: LIFT, ${days}) { rank }`],
      [
        "communities ranked about lifts",
        `rateRanking(by: COMMUNITY, category: LIFT, ${days}) { rank }`,
      ],
      ["problems by category", `problemDistribution(by: CATEGORY, ${days}) { received }`],
      ["problems by community", `problemDistribution(by: COMMUNITY, ${days}) { received }`],
      ["common demands", `commonDemands(${days}) { category }`],
      ["a firm's common demands", `commonDemands(${days}, ${ofFirm}, communities: 2) { category }`],
    ] as const
  ).map(([page, field]) => ({ page: `${page}, ${length}`, as: app, query: `{ ${field} }` })),
);

/** Where an export begins that leaves out the first. */
const firstOf: Readonly<Record<string, string>> = {
  HOTLINE_TICKET: idOf("tkt", 5_000),
  HOME_RATING: ownIdOf("hmo_f", 7, 5_000),
  CASE_FACT: idOf("cmp", 5_000),
};

function pages(rows: number): Page[] {
  const some = spread(rows);
  const few = some.map((n) => Math.floor(n / 5));
  const search = (words: string): string => `search: "${words}"`;
  return [
    ...ratePages,
    ...lists("hotlineTickets", "id number state", [
      ["the desk's", secretary, "", deep],
      ["the desk's, open", secretary, "states: [LOGGED, FORWARDED, DISPATCHED]"],
      ["the desk's, rare state", secretary, "states: [CANCELLED]"],
      ["the desk's, ended", secretary, "states: [FED_BACK]", deep],
      ["by number", secretary, `number: "RX-${rows / 2}"`],
      ["a head office's", manager, "", deep],
      ["a head office's, rare state", manager, "states: [CANCELLED]"],
    ]),
    {
      page: "the desk's board",
      as: secretary,
      query: "{ hotlineBoard(first: 100) { id number } }",
    },
    ...lists("helpRequests", "id state offerCount", [
      ["the secretariat's", secretary, "", deep],
      ["the secretariat's, open", secretary, "states: [BROADCAST, OFFERED]"],
      ["a firm's", manager, "", deep],
      ["a firm's, drafts", manager, "states: [DRAFT]"],
      ["an expert's, withdrawn", expert, "states: [WITHDRAWN]"],
      ["a grid worker's", gridWorker, "", deep],
    ]),
    ...lists("libraryCases", "score libraryCase { summary }", [
      ["newest", manager],
      ["of a category", manager, "category: LIFT"],
      ["of a skill", manager, "skill: PIPES"],
      ["a common word", manager, search("漏水")],
      ["a whole sentence", manager, search("电梯漏水更换水泵阀门后恢复不久又异响")],
      ["a rare name", manager, search("紫藤里")],
      ["what is nowhere", manager, search("滑翔机库")],
    ]),
    ...lists("conductCases", "id", [
      ["the secretariat's", secretary, "", deep],
      ["the secretariat's, rare state", secretary, "states: [APPEALED]"],
      ["a firm's", manager, "", deep],
    ]),
    ...lists("circulars", "id", [["newest", manager, "", deep]]),
    {
      page: "50 tickets by key, with clocks and history",
      as: secretary,
      ...entitiesQuery(
        "HotlineTicket",
        some.map((n) => idOf("tkt", n)),
        "number clocks { kind } history { at } disclosures { at }",
      ),
    },
    {
      page: "50 help requests by key, with offers",
      as: secretary,
      ...entitiesQuery(
        "HelpRequest",
        few.map((n) => idOf("hrq", n)),
        "number offerCount offers { id } acceptedOffer { id }",
      ),
    },
    {
      page: "calls for help and tickets of 50 complaints",
      as: secretary,
      ...entitiesQuery(
        "Complaint",
        few.map((n) => idOf("cmp", n)),
        "helpRequests { id } hotlineTicket { id }",
      ),
    },
    {
      page: "what was met before",
      as: manager,
      most: 1_000,
      query: `query ($these: [_Any!]!) { _entities(representations: $these) { ... on Complaint { metBefore { score } } } }`,
      variables: {
        these: [{ __typename: "Complaint", id: idOf("cmp", 7), title: "3号楼电梯漏水困人" }],
      },
    },
    {
      page: "29 firms with their credit",
      as: secretary,
      ...entitiesQuery(
        "PropertyFirm",
        Array.from({ length: firms }, (_none, f) => idOf("firm", f)),
        "name creditScore homeRatings { average }",
      ),
    },
    ...["HOTLINE_TICKET", "HOME_RATING", "CASE_FACT"].map((table) => ({
      page: `export: ${table.toLowerCase()}`,
      as: ownServer("consortium"),
      query: `{ exportConsortium(table: ${table}, after: "${firstOf[table]}") { rows } }`,
    })),
  ];
}

const aside = {
  consortium_settings: "one row",
  credit_record: "a firm has a hundred points to lose",
  expert: "a few for each firm",
  help_request_record: "asked by its key alone",
  home_rating_sum: "a row for each firm and score",
  known_community: "a row for each community",
  member: "a row for each firm and institution",
  property_firm: "a row for each firm",
  shift_handover: "three a day, listed by the index of their time",
  takeover: "a few a year",
  takeover_candidate: "a few for each takeover",
  ticket_key: "asked by its key alone",
};

export const million: Million = { party: consortium, fill, pages, aside };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
