import {
  communities,
  deep,
  entitiesQuery,
  type FillSql,
  firms,
  idOf,
  idSql,
  listQuery,
  manager,
  type Million,
  ownServer,
  type Page,
  pickSql,
  runMillion,
  secretary,
  spread,
  timeSql,
  words,
} from "@hutong/kit/testing";
import { neighborhood } from "@hutong/neighborhood";

const grids = 40;
const more =
  "已经三天 多次联系管家未回复 老人出行不便 夜间更严重 影响整个单元 希望尽快处理 去年也修过 邻居也反映过 下雨时明显 有小孩受惊 维修师傅来过没查出 请给书面答复".split(
    " ",
  );
const categories =
  "LIFT WATER_LEAK GARAGE_BARRIER SEWAGE FACADE_FALLING FACILITY_DAMAGE FIRE_ACCESS CHARGING_PILE LITTERING NOISE DOGS DRAINS FEES ILLEGAL_PARKING OVERCHARGING ILLEGAL_RENOVATION".split(
    " ",
  );

/** Three years of a town, the newest last; one case in a hundred is open, most of them new. `h` and `s` are dice. */
const rolled = (rows: number): string => `
  (select n, h, s, (h / 7) % ${communities} as c, n >= ${rows} - ${rows} / 200 or s % 200 = 0 as open,
     ${timeSql(rows)} as at
   from (select n, (n::bigint * 7919 + n::bigint * n * 31) % 99999989 as h, (n::bigint * 104729) % 99991 as s
     from generate_series(0, ${rows - 1}) n) dice) told`;
const grid = idSql("grid", `c % ${grids}`);

async function fill(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into grid select ${idSql("grid", "g")}, '网格' || g, 'nbh_x', '{"personId":"per_l","name":"郑","phone":"1"}', '[]'
    from generate_series(0, ${grids - 1}) g`);
  await sql(`insert into community (id, code, name, address, built_year, households, x, y, firm_id, grid_id)
    select ${idSql("cty", "c")}, 'C' || c, '小区' || c, '东街' || c || '号', 2010, 300, 1, 1, ${idSql("firm", `c % ${firms}`)}, ${grid}
    from generate_series(0, ${communities - 1}) c`);
  await sql(`insert into complaint (id, number, title, description, category, grade, channel, state, community_id, grid_id, place,
      public_place, reporter_id, reporter_name, reporter_phone, responsible_firm_id, taken_by_id, reported_at, filed_at,
      dispatched_at, closed_at)
    select ${idSql("cmp", "n")}, 'TS-' || extract(year from at) || '-' || lpad(n::text, 7, '0'), thing || trouble,
      unit || thing || trouble || ',' || ${pickSql(more, "h / 11")} || ',' || ${pickSql(more, "h / 131")}
        || case when n % ${Math.floor(rows / 40)} = 0 then '紫藤里老年食堂' else '' end,
      ${pickSql(categories, "h / 17")}, case when h % 20 = 0 then 'EMERGENCY' when h % 4 = 0 then 'URGENT' else 'MINOR' end,
      case when h % 3 = 0 then 'HOTLINE' else 'OWNER_PLATFORM' end,
      case when open then ${pickSql(["RECEIVED", "FILED", "DISPATCHED", "RESPONDED", "IN_PROGRESS", "SUSPENDED"], "h / 19")}
        when s % 97 = 0 then 'MERGED' when s % 499 = 0 then 'REJECTED' else 'CLOSED' end,
      ${idSql("cty", "c")}, ${grid}, unit || '601室', unit, ${idSql("per", "n % 150000")}, '王某', '13800000000',
      ${idSql("firm", `c % ${firms}`)}, case when h % 50 = 0 then 'app_x' end, at, at, at, at + interval '2 days'
    from (select *, (h % 30 + 1) || '号楼' || (h % 4 + 1) || '单元' as unit, ${pickSql(words.things, "h / 3")} as thing,
        ${pickSql(words.troubles, "h / 61")} as trouble from ${rolled(rows)}) written`);
  await sql(`insert into timeline_entry (id, complaint_id, at, kind, by)
    select ${idSql("tle", "n")}, ${idSql("cmp", "n")}, at, 'REPORTED', '王' from ${rolled(rows)}`);
  await sql(`insert into case_clock (id, complaint_id, kind, origin, started_at, due_at, stopped_at, paused_ms)
    select ${idSql("clk", "n")}, ${idSql("cmp", "n")}, 'PUBLIC_RESPOND', '', at, at + interval '2 hours',
      case when not open then at + interval '1 hour' end, 0 from ${rolled(rows)}`);
  await sql(`insert into notification (id, "to", kind, complaint_id, at, read_at)
    select ${idSql("ntf", "n")}, case when h % 20 = 0 then 'SECRETARY' when h % 3 = 0 then ${idSql("firm", `c % ${firms}`)}
        else ${idSql("per", "n % 150000")} end, 'REPORTED', ${idSql("cmp", "n")}, at, case when s % 20 > 0 then at end
    from ${rolled(rows)}`);
  const few = rows / 5;
  await sql(`insert into escalation (id, complaint_id, level, state, reason, raised_by, raised_at, due_at)
    select ${idSql("esc", "n")}, ${idSql("cmp", "n * 5")}, 'PROJECT', 'VERIFIED', '逾期', '王', at, at from ${rolled(few)}`);
  await sql(`insert into suspension (id, complaint_id, state, reason, requested_by, requested_at)
    select ${idSql("sus", "n")}, ${idSql("cmp", "n * 5")}, 'ENDED', '等配件', '王', at from ${rolled(few)}`);
  await sql(`insert into disclosure (id, complaint_id, person_id, name, basis, purpose, at)
    select ${idSql("dis", "n")}, ${idSql("cmp", "n * 5")}, ${idSql("per", "n")}, '王', 'STATED_PURPOSE', '回访', at from ${rolled(few)}`);
}

const gridWorker: Page["as"] = {
  sub: "per_g",
  role: "GRID_WORKER",
  grids: [idOf("grid", 1), idOf("grid", 2)],
};
const committee: Page["as"] = {
  sub: "per_c",
  role: "COMMITTEE_MEMBER",
  communities: [idOf("cty", 7)],
};
const owner: Page["as"] = { sub: idOf("per", 77), role: "OWNER" };
const app: Page["as"] = { sub: "app_x", role: "APP", org: "app_x" };

const complaints = (
  page: string,
  as: Page["as"],
  filter = "",
  from?: string,
  most?: number,
): Page => ({
  page,
  as,
  query: listQuery(
    "complaints",
    "number title state community { name }",
    filter && `filter: { ${filter} }`,
  ),
  ...(from && { deep: from }),
  ...(most && { most }),
});
const counts = (page: string, as: Page["as"], filter = ""): Page => ({
  page,
  as,
  query: `{ complaintCounts${filter && `(filter: { ${filter} })`} { state grade count } }`,
});
const ofCommunity = `community: "${idOf("cty", 41)}"`;
const search = (text: string): string => `search: "${text}"`;

function pages(rows: number): Page[] {
  const some = spread(rows).map((n) => idOf("cmp", n));
  const number = `TS-${new Date(Date.now() - 548 * 86_400_000).getFullYear()}-${String(rows / 2).padStart(7, "0")}`;
  return [
    complaints("a grid worker's", gridWorker, "", deep),
    complaints("a grid worker's, open", gridWorker, "open: true"),
    complaints("a grid worker's, open, one community", gridWorker, `open: true, ${ofCommunity}`),
    complaints("a grid worker's, one community", gridWorker, ofCommunity, deep),
    complaints("a grid worker's, two categories", gridWorker, "categories: [LIFT, SEWAGE]", deep),
    complaints("a grid worker's, emergencies", gridWorker, "grades: [EMERGENCY]", deep),
    complaints("a grid worker's, refused", gridWorker, "states: [REJECTED]"),
    complaints("a grid worker searches a common word", gridWorker, search("漏水")),
    complaints("a grid worker searches a rare name", gridWorker, search("老年食堂")),
    counts("a grid worker counts", gridWorker),
    complaints("the secretariat's", secretary, "", deep),
    complaints("the secretariat's, open", secretary, "open: true"),
    complaints("the secretariat's, put off", secretary, "states: [SUSPENDED]"),
    complaints("the secretariat's, refused", secretary, "states: [REJECTED]", deep),
    complaints("the secretariat's, of a category", secretary, "categories: [FIRE_ACCESS]", deep),
    complaints("the secretariat's, emergencies", secretary, "grades: [EMERGENCY]", deep),
    complaints("the secretariat's, one community", secretary, ofCommunity, deep),
    complaints("the secretariat searches a common word", secretary, search("漏水"), deep, 200),
    complaints("the secretariat searches four characters", secretary, search("电梯困人")),
    complaints("the secretariat searches a rare name", secretary, search("紫藤里老年")),
    complaints("the secretariat searches one character", secretary, search("梯"), deep, 200),
    complaints("the secretariat searches what is nowhere", secretary, search("滑翔机库")),
    complaints("the secretariat searches part of a number", secretary, search(number.slice(0, 9))),
    complaints("the secretariat searches a number", secretary, search(number)),
    counts("the secretariat counts", secretary),
    counts("the secretariat counts a community", secretary, ofCommunity),
    complaints("a firm's", manager, "", deep),
    complaints("a firm's, open", manager, "open: true"),
    complaints("a firm's, refused", manager, "states: [REJECTED]"),
    counts("a firm counts", manager),
    complaints("a committee's", committee, "", deep),
    complaints("a resident's own", owner),
    complaints("what an app has brought", app, "", deep),
    {
      page: "duplicates of one about to be taken in",
      as: gridWorker,
      query: `query ($input: DuplicateInput!) { duplicateHints(input: $input) { percent complaint { number } } }`,
      variables: {
        input: {
          community: idOf("cty", 41),
          category: "LIFT",
          text: "电梯困人",
          publicPlace: "3号楼",
        },
      },
    },
    {
      page: "the secretariat's notifications",
      as: secretary,
      query: listQuery("notifications", "id at"),
      deep,
    },
    {
      page: "the secretariat's unread notifications",
      as: secretary,
      query: listQuery("notifications", "id at", "unread: true"),
      deep,
    },
    {
      page: "how many the secretariat has not read",
      as: secretary,
      query: "{ unreadNotifications }",
    },
    {
      page: "a firm's unread notifications",
      as: manager,
      query: listQuery("notifications", "id", "unread: true"),
    },
    {
      page: "50 complaints by key, as a board shows them",
      as: secretary,
      ...entitiesQuery(
        "Complaint",
        some,
        "number clocks { kind state } steps viewers { name } responsibleFirm { id } duplicates { percent }",
      ),
    },
    {
      page: "50 complaints by key, with all that happened",
      as: secretary,
      ...entitiesQuery(
        "Complaint",
        some,
        "timeline { at } escalations { level } suspensions { state } photos { id } mergedNumbers",
      ),
    },
    {
      page: "to whom one's own complaint was shown",
      as: owner,
      ...entitiesQuery("Complaint", [idOf("cmp", 77)], "disclosures { at }"),
    },
    {
      page: "one complaint by its number",
      as: secretary,
      query: `{ complaint(number: "${number}") { number } }`,
    },
    ...["COMPLAINTS", "TIMELINE", "NOTIFICATIONS"].map((table) => ({
      page: `export: ${table.toLowerCase()}`,
      as: ownServer("neighborhood"),
      query: `{ exportNeighborhood(table: ${table}, after: "${some[25]!.replace("cmp", { COMPLAINTS: "cmp", TIMELINE: "tle", NOTIFICATIONS: "ntf" }[table]!)}") { rows } }`,
    })),
  ];
}

const aside = {
  case_settings: "one row",
  community: "its communities",
  grading_rule: "a few",
  grid: "its grids",
  receipt: "counted of the last hour, by the indexes of its community and its phone",
  report_code: "a row for each community",
  viewer: "who has a case open now",
};

const known = [
  `select from complaint where community_id = '${idOf("cty", 41)}' and grid_id = '${idOf("grid", 1)}'`,
  `select from complaint where community_id = '${idOf("cty", 41)}'
     and responsible_firm_id = '${idOf("firm", 41 % firms)}'`,
];

export const million: Million = { party: neighborhood, fill, pages, aside, known };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
