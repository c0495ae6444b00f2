// Fills a database with 1,000,000 counted cases and asks what the rates screens ask, over GraphQL;
// each statement is then explained with ANALYZE by PostgreSQL itself.
//   npm run bench -w @hutong/consortium            writes bench/million.json
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";

import { consortium } from "@hutong/consortium";
import { startEmbeddedPostgres } from "@hutong/kit/postgres";
import { startTestSubgraph } from "@hutong/kit/testing";

const cases = Number(process.env.ROWS ?? 1_000_000);
const rounds = 5;
const limitMs = 100;

const home = await mkdtemp(path.join(tmpdir(), "hutong-rates-"));
await chmod(home, 0o755);
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
process.env.HUTONG_TEST_POSTGRES = postgres.urlOf("postgres");
const subgraph = await startTestSubgraph(consortium);
const sql = (text) => subgraph.orm.em.fork().execute(text);
const app = { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" };
const id = (prefix, n) => `'${prefix}_' || lpad((${n})::text, 26, '0')`;

try {
  await fill();
  const year = 'from: "2025-01-01", to: "2025-12-31"';
  const firm = `firm_${"7".padStart(26, "0")}`;
  const pages = [
    ["four rates of a year", `{ rates(${year}) { received } }`],
    ["four rates of a firm", `{ rates(${year}, firm: "${firm}") { received } }`],
    ["firms ranked", `{ rateRanking(by: FIRM, ${year}) { rank } }`],
    ["communities ranked", `{ rateRanking(by: COMMUNITY, ${year}) { rank } }`],
    [
      "a firm's categories ranked",
      `{ rateRanking(by: CATEGORY, firm: "${firm}", ${year}) { rank } }`,
    ],
    ["firms ranked by lifts", `{ rateRanking(by: FIRM, category: LIFT, ${year}) { rank } }`],
    ["problems by category", `{ problemDistribution(by: CATEGORY, ${year}) { received } }`],
    [
      "common demands of a quarter",
      '{ commonDemands(from: "2025-10-01", to: "2025-12-31") { category } }',
    ],
  ];
  const measured = [];
  for (const [page, query] of pages) measured.push(await measure(page, query));
  const report = {
    command: "npm run bench -w @hutong/consortium",
    cases,
    sums: Number((await sql("select count(*) from case_rollup"))[0].count),
    machine: `${cpus().length} × ${cpus()[0].model}`,
    loadAverage: loadavg()[0],
    postgres: (await sql("show server_version"))[0].server_version,
    pages: measured,
  };
  if (!process.env.ROWS) {
    const file = new URL("million.json", import.meta.url);
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  console.table(measured.map(({ page, answerMs, databaseMs }) => ({ page, answerMs, databaseMs })));
  if (measured.some(({ databaseMs }) => databaseMs >= limitMs)) process.exitCode = 1;
} finally {
  await subgraph.stop();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
}

/** One year of a town of 29 firms, 279 communities and 19 categories; the newest cases are open. */
async function fill() {
  await sql(`insert into property_firm select ${id("firm", "n")}, 'f' || n, 'n', 'n', 'n', 'n', 'n', 'GOOD',
    '2024-01-01', 'n' from generate_series(0, 28) n`);
  await sql(`insert into case_fact select ${id("cmp", "n")}, 'TS-' || n, ${id("cty", "n % 279")},
      ${id("firm", "n % 279 % 29")},
      (array['FIRM_INACTION','STEWARD_UNRESPONSIVE','LITTERING','FACILITY_DAMAGE','ILLEGAL_PARKING','ILLEGAL_RENOVATION',
        'LIFT','WATER_LEAK','SEWAGE','GARAGE_BARRIER','FACADE_FALLING','CHARGING_PILE','FEES','NOISE','DOGS','DRAINS',
        'OVERCHARGING','ILLEGAL_CLASSES','FIRE_ACCESS'])[1 + (n::bigint * 7919 / 279) % 19],
      case when n % 50 = 0 then 'IN_PROGRESS' else 'CLOSED' end, at::date, at, at, at + interval '2 h',
      case when n % 20 <> 0 then at + interval '1 h' end, at + interval '48 h', at + interval '20 h',
      case when n % 50 <> 0 then at + interval '30 h' end, case when n % 3 = 0 then n % 7 <> 0 end,
      true, true, false, false
    from (select n, timestamptz '2025-01-01' + n * interval '365 days' / ${cases} as at
      from generate_series(0, ${cases - 1}) n) told`);
  await sql(`insert into case_rollup select
      concat_ws('+', case grouping(firm_id) when 0 then 'firm_id' end,
        case grouping(community_id) when 0 then 'community_id' end,
        case grouping(category) when 0 then 'category' end),
      coalesce(firm_id, '*'), coalesce(community_id, '*'), coalesce(category, '*'), day, count(*),
      count(*) filter (where state <> 'CLOSED'), count(*),
      count(*) filter (where responded_at <= respond_due_at), count(*),
      count(*) filter (where closed_at is not null), count(*) filter (where satisfied is not null),
      count(*) filter (where satisfied), 0, 0
    from case_fact group by day, cube (firm_id, community_id, category)`);
  await sql("update case_rollup set grain = 'all' where grain = ''");
  await sql("analyze");
}

/** The median answer over GraphQL, and what PostgreSQL says of the statements behind it. */
async function measure(page, query) {
  const statements = new Set();
  const logger = subgraph.orm.config.getLogger();
  const heard = logger.logQuery.bind(logger);
  logger.isEnabled = () => true;
  logger.logQuery = ({ query: text, params = [] }) => void statements.add(bound(text, params));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const { errors } = await subgraph.ask(app, query);
    if (errors) throw new Error(JSON.stringify(errors));
    times.push(performance.now() - began);
  }
  logger.logQuery = heard;
  const plans = [];
  for (const statement of statements) {
    if (!/case_(rollup|fact)/.test(statement)) continue;
    const [row] = await sql(`explain (analyze, format json) ${statement}`);
    const [{ Plan: plan, "Execution Time": ms }] = row["QUERY PLAN"];
    plans.push({ ms: Math.round(ms * 10) / 10, plan: nodesOf(plan) });
  }
  // What differs between rounds is the moment alone: the slowest of each kind of statement counts.
  const databaseMs = Math.round(plans.slice(0, 2).reduce((sum, { ms }) => sum + ms, 0) * 10) / 10;
  return { page, answerMs: median(times), databaseMs, plans: plans.slice(0, 2) };
}

function nodesOf({ "Node Type": type, "Index Name": index, Plans: parts = [] }) {
  return [index ? `${type} on ${index}` : type, ...parts.flatMap(nodesOf)];
}

function bound(text, params) {
  let next = 0;
  const literal = (value) =>
    typeof value === "number" ? value : `'${value instanceof Date ? value.toISOString() : value}'`;
  return text.replaceAll(/\$(\d+)|\?/g, (_match, n) => literal(params[n ? n - 1 : next++]));
}

function median(times) {
  return Math.round(times.toSorted((a, b) => a - b)[times.length >> 1] * 10) / 10;
}
