// Fills a database with 1,000,000 complaints and asks what the screens ask, over GraphQL. Every
// statement's plan comes from PostgreSQL itself (auto_explain); the slowest of each page is recorded.
//   npm run bench -w @hutong/neighborhood            writes bench/million.json
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";

import { startEmbeddedPostgres } from "@hutong/kit/postgres";
import { createTestDatabase, startTestSubgraph } from "@hutong/kit/testing";
import { neighborhood } from "@hutong/neighborhood";

const rows = Number(process.env.ROWS ?? 1_000_000);
const rounds = 7;
const limitMs = 100;

const home = await mkdtemp(path.join(tmpdir(), "hutong-million-"));
await chmod(home, 0o755);
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
process.env.HUTONG_TEST_POSTGRES = postgres.urlOf("postgres");
const databaseUrl = await createTestDatabase();
let subgraph = await startTestSubgraph(neighborhood, { databaseUrl });
const sql = (text) => subgraph.orm.em.fork().execute(text);

try {
  const filledMs = await timed(fill);
  await explainEverything();
  const pages = [];
  for (const page of pagesToAsk()) pages.push(await measure(page));
  const report = {
    command: "npm run bench -w @hutong/neighborhood",
    complaints: rows,
    machine: `${cpus().length} × ${cpus()[0].model}`,
    postgres: (await sql("show server_version"))[0].server_version,
    filledSeconds: Math.round(filledMs / 1000),
    tableAndIndexes: (
      await sql("select pg_size_pretty(pg_total_relation_size('complaint')) as size")
    )[0].size,
    pages,
  };
  if (!process.env.ROWS)
    await writeFile(
      new URL("million.json", import.meta.url),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  console.table(
    pages.map(({ page, found, databaseMs, answerMs }) => ({ page, found, databaseMs, answerMs })),
  );
  const slow = pages.filter(({ databaseMs }) => databaseMs >= limitMs);
  if (slow.length > 0) {
    console.error(`over ${limitMs} ms: ${slow.map(({ page }) => page).join("; ")}`);
    process.exitCode = 1;
  }
} finally {
  await subgraph.stop();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
}

/** A city of 200 grids, 2,000 communities and 300 firms; three years, two cases in a hundred open. */
async function fill() {
  await sql(`insert into grid select 'grid_' || lpad(g::text, 26, '0'), '网格' || g, 'nbh_x',
    '{"personId":"per_l","name":"郑","phone":"1"}', '[]' from generate_series(0, 199) g`);
  await sql(`insert into community (id, code, name, address, built_year, households, x, y, firm_id, grid_id)
    select 'cty_' || lpad(c::text, 26, '0'), 'C' || c, '小区' || c, '东街' || c || '号', 2010, 300, 1, 1,
      'firm_' || lpad((c % 300)::text, 26, '0'), 'grid_' || lpad((c % 200)::text, 26, '0')
    from generate_series(0, 1999) c`);
  const words = `array['电梯','楼道','车库','污水管','外墙','路灯','消防通道','充电桩','垃圾桶','门禁','水泵','绿化带',
    '单元门','屋顶','下水道','宠物犬','停车位','配电箱','监控','健身器材']`;
  const troubles = `array['漏水','返水','损坏','不亮','堵塞','脱落','异响','占用','无人处理','收费不清','困人','噪音扰民',
    '有异味','关不上','松动','积水','反复跳闸','无法充电','被划伤','长期闲置']`;
  const more = `array['已经三天','多次联系管家未回复','老人出行不便','夜间更严重','影响整个单元','希望尽快处理','去年也修过',
    '邻居也反映过','下雨时明显','有小孩受惊','维修师傅来过没查出','请给书面答复']`;
  const categories = `array['LIFT','WATER_LEAK','GARAGE_BARRIER','SEWAGE','FACADE_FALLING','FACILITY_DAMAGE','FIRE_ACCESS',
    'CHARGING_PILE','LITTERING','NOISE','DOGS','DRAINS','FEES','ILLEGAL_PARKING','OVERCHARGING','ILLEGAL_RENOVATION']`;
  const pick = (list, by) => `(${list})[1 + (${by})::int % array_length(${list}, 1)]`;
  // Indexes are made once at the end, as one does for a load of this size.
  const indexes = await sql(`select indexname, indexdef from pg_indexes
    where tablename = 'complaint' and indexdef not like '%UNIQUE%'`);
  for (const { indexname } of indexes) await sql(`drop index ${indexname}`);
  await sql("select setseed(0.5)");
  const step = 100_000;
  for (let from = 0; from < rows; from += step) {
    await sql(`insert into complaint (id, number, title, description, category, grade, channel, state,
        community_id, grid_id, place, public_place, reporter_id, reporter_name, reporter_phone,
        responsible_firm_id, reported_at, filed_at, dispatched_at, closed_at)
      select 'cmp_' || lpad(n::text, 26, '0'), 'TS-' || (2024 + n / 400000) || '-' || n,
        thing || trouble, unit || thing || trouble || ',' || why || ',' || wish,
        category, case when h % 20 = 0 then 'EMERGENCY' when h % 4 = 0 then 'URGENT' else 'MINOR' end,
        case when h % 3 = 0 then 'HOTLINE' else 'OWNER_PLATFORM' end,
        case when s % 50 > 0 then case when s % 97 = 0 then 'MERGED' else 'CLOSED' end
          else (array['RECEIVED','FILED','DISPATCHED','RESPONDED','IN_PROGRESS','SUSPENDED'])[1 + (s / 50) % 6] end,
        'cty_' || lpad(c::text, 26, '0'), 'grid_' || lpad((c % 200)::text, 26, '0'), unit || '601室', unit,
        'per_' || lpad((n % 150000)::text, 26, '0'), '王某', '13800000000',
        'firm_' || lpad((c % 300)::text, 26, '0'), at, at, at, at + interval '2 days'
      from (select n, h, s, (h / 7) % 2000 as c,
          timestamptz '2024-01-01' + n * (interval '1096 days' / ${rows}) as at,
          (h % 30 + 1) || '号楼' || (h % 4 + 1) || '单元' as unit,
          ${pick(words, "h / 3")} as thing, ${pick(troubles, "h / 61")} as trouble,
          ${pick(more, "h / 11")} as why, ${pick(more, "h / 131")} as wish,
          ${pick(categories, "h / 17")} as category
        from (select n, (random() * 100000000)::int as h, (random() * 100000000)::int as s
          from generate_series(${from}, ${Math.min(from + step, rows) - 1}) n) dice) rolled`);
  }
  // A name that stands in few of them: what a search is for.
  await sql(`update complaint set description = description || '紫藤里老年食堂'
    where id in (select 'cmp_' || lpad((k * ${Math.floor(rows / 40)})::text, 26, '0') from generate_series(0, 39) k)`);
  for (const { indexname, indexdef } of indexes) {
    const took = await timed(() => sql(indexdef));
    console.log(`${indexname}: ${Math.round(took / 1000)} s`);
  }
  await sql("alter index complaint_pairs alter column 1 set statistics 1000");
  await sql("vacuum analyze complaint");
}

async function explainEverything() {
  const [{ name }] = await sql("select current_database() as name");
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_analyze = on",
    "auto_explain.log_format = 'json'",
  ])
    await sql(`alter database ${name} set ${setting}`);
  // Settings of a database hold for connections that are opened from now on.
  await subgraph.stop();
  subgraph = await startTestSubgraph(neighborhood, { databaseUrl });
}

function pagesToAsk() {
  const id = (prefix, n) => `${prefix}_${String(n).padStart(26, "0")}`;
  const gridWorker = {
    sub: "per_g",
    role: "GRID_WORKER",
    grids: [id("grid", 1), id("grid", 2)],
  };
  const secretary = { sub: "per_s", role: "SECRETARY", org: "cons_x" };
  const manager = { sub: "per_m", role: "FIRM_MANAGER", org: id("firm", 7) };
  const owner = { sub: id("per", 77), role: "OWNER" };
  const list = (filter, after = null) => ({
    query: `query ($filter: ComplaintFilterInput, $after: String) {
      complaints(first: 50, filter: $filter, after: $after) {
        edges { node { number title state community { name } } } pageInfo { endCursor } } }`,
    variables: { filter, after },
  });
  const counts = (filter = {}) => ({
    query: `query ($filter: ComplaintFilterInput) {
      complaintCounts(filter: $filter) { state grade count } }`,
    variables: { filter },
  });
  return [
    { page: "a grid worker's newest", as: gridWorker, ...list({}) },
    { page: "a grid worker's open ones", as: gridWorker, ...list({ open: true }) },
    {
      page: "the same, one community",
      as: gridWorker,
      ...list({ open: true, community: id("cty", 201) }),
    },
    {
      page: "a grid worker's of two categories",
      as: gridWorker,
      ...list({ categories: ["LIFT", "SEWAGE"] }),
    },
    { page: "a grid worker searches a common word", as: gridWorker, ...list({ search: "漏水" }) },
    { page: "a grid worker searches a rare name", as: gridWorker, ...list({ search: "老年食堂" }) },
    { page: "a grid worker counts", as: gridWorker, ...counts() },
    { page: "the secretariat's newest", as: secretary, ...list({}) },
    { page: "the secretariat's open ones", as: secretary, ...list({ open: true }) },
    { page: "the secretariat's suspended", as: secretary, ...list({ states: ["SUSPENDED"] }) },
    { page: "the secretariat searches a common word", as: secretary, ...list({ search: "漏水" }) },
    {
      page: "the secretariat searches four characters",
      as: secretary,
      ...list({ search: "电梯困人" }),
    },
    {
      page: "the secretariat searches a rare name",
      as: secretary,
      ...list({ search: "紫藤里老年" }),
    },
    { page: "the secretariat searches one character", as: secretary, ...list({ search: "梯" }) },
    {
      page: "the secretariat searches what is nowhere",
      as: secretary,
      ...list({ search: "滑翔机库" }),
    },
    {
      page: "the secretariat searches a number",
      as: secretary,
      ...list({ search: `TS-2025-${Math.floor(rows / 2)}` }),
    },
    { page: "the secretariat counts", as: secretary, ...counts() },
    { page: "a firm's open ones", as: manager, ...list({ open: true }) },
    { page: "a firm counts", as: manager, ...counts() },
    { page: "a resident's own", as: owner, ...list({}) },
    {
      page: "duplicates of one about to be taken in",
      as: gridWorker,
      query: `query ($input: DuplicateInput!) { duplicateHints(input: $input) { percent complaint { number } } }`,
      variables: {
        input: {
          community: id("cty", 201),
          category: "LIFT",
          text: "电梯困人",
          publicPlace: "3号楼",
        },
      },
    },
    { page: "the secretariat's newest, 20 pages on", as: secretary, ...list({}), pagesOn: 20 },
  ];
}

async function measure({ page, as, query, variables, pagesOn = 0 }) {
  let asked = variables;
  for (let i = 0; i < pagesOn; i++) {
    const { data } = await subgraph.ask(as, query, asked);
    asked = { ...variables, after: data.complaints.pageInfo.endCursor };
  }
  const times = [];
  let from = 0;
  let answer;
  for (let round = 0; round < rounds; round++) {
    // The first time reads what is on disk; it is told apart.
    from = (await log()).length;
    times.push(await timed(async () => (answer = await subgraph.ask(as, query, asked))));
  }
  if (answer.errors) throw new Error(`${page}: ${JSON.stringify(answer.errors)}`);
  const plans = plansOf((await log()).slice(from)).filter((plan) =>
    plan["Query Text"].includes('"complaint"'),
  );
  const slowest = plans.sort(
    (a, b) => b.Plan["Actual Total Time"] - a.Plan["Actual Total Time"],
  )[0];
  const [first, ...warm] = times;
  const found = Object.values(answer.data)[0];
  return {
    page,
    found: (found.edges ?? found).length,
    databaseMs: round(slowest.Plan["Actual Total Time"]),
    answerMs: round(warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)]),
    firstAnswerMs: round(first),
    plan: outline(slowest.Plan),
  };
}

/** The plan's nodes with their index and time, deepest last. */
function outline(plan) {
  const name = [plan["Node Type"], plan["Index Name"]].filter(Boolean).join(" ");
  return [`${name} (${plan["Actual Rows"]} rows)`, ...(plan.Plans ?? []).flatMap(outline)];
}

function plansOf(text) {
  return [...text.matchAll(/plan:\n(\t\{[\s\S]*?\n\t\})/g)].map(([, json]) => JSON.parse(json));
}

async function log() {
  return readFile(path.join(home, "postgres/postgres.log"), "utf8");
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function round(ms) {
  return Math.round(ms * 10) / 10;
}
