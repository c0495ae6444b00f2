import {
  entitiesQuery,
  type FillSql,
  idOf,
  idSql,
  listQuery,
  type Million,
  type Page,
  pickSql,
  runMillion,
} from "@hutong/kit/testing";
import { property } from "@hutong/property";

const firms = 29;
const projects = 279;
const staffOfProject = 4;
const points = 1_395;

/** SQL for an id that carries its firm's operator: `wo_f07_0…42`. */
const ownId = (prefix: string, firm: string, n: string): string =>
  `'${prefix}_f' || lpad((${firm})::text, 2, '0') || '_' || lpad((${n})::text, 26, '0')`;
const ownIdOf = (prefix: string, firm: number, n: number): string =>
  idOf(`${prefix}_f${String(firm).padStart(2, "0")}`, n);

const firmOf = (project: number): number => project % firms;
const staff = ownId("stf", `p % ${firms}`, `p * ${staffOfProject} + d % ${staffOfProject}`);
const person = idSql("per", `p * ${staffOfProject} + d % ${staffOfProject}`);

/** Each project has every 279th row, the newest last; `d` is a die of its own. */
const rolled = (rows: number): string => `
  (select n, n % ${projects} as p, n % ${projects} % ${firms} as f, (n::bigint * 7919 / 13) % 100003 as d,
     now() - interval '1096 days' * (1 - (n + 1)::float8 / ${rows}) as at
   from generate_series(0, ${rows - 1}) n) told`;
const firm = idSql("firm", "f");
const project = ownId("prj", "f", "p");
const community = idSql("cty", "p");

async function fillRegisters(sql: FillSql): Promise<void> {
  await sql(`insert into property_project (id, firm_id, firm_short_name, community_id, name, address, hotline, started_on)
    select ${project}, ${firm}, '物业' || f, ${community}, '服务中心' || p, '东街' || p || '号', '68000000', '2020-01-01'
    from (select p, p % ${firms} as f from generate_series(0, ${projects - 1}) p) told`);
  await sql(`insert into firm_staff (id, firm_id, project_id, person_id, name, post, phone, skills, on_duty, registered_on, left_on)
    select ${staff}, ${firm}, ${project}, ${person}, '王' || p, ${pickSql(["STEWARD", "REPAIRER", "SECURITY", "PROJECT_MANAGER"], "d")},
      '13800000000', '[]', true, date '2022-01-01' + d::int, case when d = 7 then date '2025-01-01' end
    from (select p, p % ${firms} as f, d from generate_series(0, ${projects - 1}) p, generate_series(0, ${staffOfProject - 1}) d) told`);
  await sql(`insert into duty_plan (id, firm_id, community_id, project_id, staff_id, title, weekdays, send_at, due_at, created_at)
    select ${ownId("pln", "f", "p")}, ${firm}, ${community}, ${project}, ${staff}, '巡楼', '[1]', '08:00', '09:00', now()
    from (select p, p % ${firms} as f, 0 as d from generate_series(0, ${projects - 1}) p) told`);
  await sql(`insert into inspection_point (id, firm_id, community_id, project_id, kind, code, place, since)
    select ${ownId("ipt", "f", "n")}, ${firm}, ${community}, ${project}, 'HYDRANT', 'H' || n, '东门', timestamptz '2020-01-01'
    from (select n, n % ${projects} as p, n % ${projects} % ${firms} as f from generate_series(0, ${points - 1}) n) told`);
  await sql(`insert into monthly_report (id, firm_id, community_id, project_id, month, state, due_at)
    select ${ownId("mrp", "f", "m * 1000 + p")}, ${firm}, ${community}, ${project}, to_char(at, 'YYYY-MM'),
      case when m = 0 then 'DUE' when m = 3 then 'OVERDUE' else 'SUBMITTED' end, at
    from (select p, p % ${firms} as f, m, date_trunc('month', now()) - m * interval '1 month' as at
      from generate_series(0, ${projects - 1}) p, generate_series(0, 5) m) told`);
}

/** One in fifty orders and tasks is not over, and one in two thousand is in a state that is rare. */
const stateOf = (open: readonly string[], rare: string, over: string): string =>
  `case when d % 2000 = 1 then '${rare}' when d % 50 = 0 then ${pickSql(open, "d / 50")} else '${over}' end`;

async function fill(sql: FillSql, rows: number): Promise<void> {
  await fillRegisters(sql);
  const few = rows / 5;
  await sql(`insert into work_order (id, number, title, state, funding, work, firm_id, project_id, community_id, complaint_id,
      assignee_id, assignee_person_id, created_at, assigned_at, closed_at)
    select ${ownId("wo", "f", "n")}, 'WO-' || n, '漏水', ${stateOf(["CREATED", "ASSIGNED", "ACCEPTED", "ON_SITE", "SUBMITTED"], "NEEDS_EXPERT", "CLOSED")},
      'SERVICE_FEE', 'MINOR_REPAIR', ${firm}, ${project}, ${community}, ${idSql("cmp", "n")}, ${staff}, ${person}, at, at, at
    from ${rolled(rows)}`);
  await sql(`insert into work_order_entry (id, work_order_id, by, at)
    select ${ownId("woe", "f", "n")}, ${ownId("wo", "f", "n")}, '王', at from ${rolled(few)}`);
  await sql(`insert into attendance (id, firm_id, project_id, staff_id, person_id, started_at, ended_at, double_with)
    select ${ownId("att", "f", "n")}, ${firm}, ${project}, ${staff}, ${person}, at,
      case when n < ${rows - projects} then at + interval '8 hours' end, case when d % 5000 = 3 then 'x' end
    from ${rolled(rows)}`);
  await sql(`insert into inspection (id, firm_id, community_id, point_id, staff_id, effective, at)
    select ${ownId("ins", "f", "n")}, ${firm}, ${community}, ${ownId("ipt", `n % ${points} % ${projects} % ${firms}`, `n % ${points}`)},
      ${staff}, d % 20 > 0, at from ${rolled(rows)}`);
  await sql(`insert into daily_task (id, firm_id, community_id, project_id, plan_id, date, title, state, staff_id, holder_id,
      holder_person_id, sent_at, due_at, closes_at)
    select ${ownId("dtk", "f", "n")}, ${firm}, ${community}, ${project}, ${ownId("pln", "f", "p")},
      date '2000-01-01' + (n / ${projects})::int, '巡楼', ${stateOf(["SENT", "OPEN", "GRABBED"], "MISSED", "DONE")},
      ${staff}, ${staff}, ${person}, at, at + interval '1 hour', at + interval '1 day' from ${rolled(rows)}`);
  await sql(`insert into grab (id, firm_id, task_id, grabber_id, responsible_id, person_id, state, at, due_at)
    select ${ownId("grb", "f", "n")}, ${firm}, ${ownId("dtk", "f", "n")}, ${staff}, ${staff}, ${person}, 'DONE', at, at
    from ${rolled(few)}`);
  await sql(`insert into labour_entry (id, firm_id, staff_id, person_id, grab_id, kind, amount_fen, at, settlement_id)
    select ${ownId("lbe", "f", "n")}, ${firm}, ${staff}, ${person}, ${ownId("grb", "f", "n")}, 'REWARD', 500, at,
      case when at < now() - interval '31 days' then ${ownId("stl", "f", "f")} end from ${rolled(few)}`);
  await sql(`insert into labour_dispute (id, firm_id, person_id, entry_id, state, reason, at)
    select ${ownId("dsp", "f", "n")}, ${firm}, ${person}, ${ownId("lbe", "f", "n")}, 'REJECTED', '不是我', at
    from ${rolled(few)}`);
  await sql(`insert into home_order (id, firm_id, community_id, project_id, entry, state, title, resident_person_id, resident_name,
      resident_phone, address, staff_id, staff_person_id, score, ordered_at)
    select ${ownId("hmo", "f", "n")}, ${firm}, ${community}, ${project}, 'SERVICE',
      ${stateOf(["ORDERED", "ACCEPTED", "VISITING"], "DECLINED", "RATED")}, '换灯', ${idSql("per", "100000 + d")}, '李', '1', '东街',
      ${staff}, ${person}, 5, at from ${rolled(rows)}`);
}

const month = 30 * 86_400_000;
const deep = new Date(Date.now() - 18 * month).toISOString();

const secretary: Page["as"] = { sub: "per_s", role: "SECRETARY", org: "cons_x" };
const manager: Page["as"] = { sub: "per_m", role: "FIRM_MANAGER", org: idOf("firm", 7) };
const repairer = {
  sub: idOf("per", 7 * staffOfProject),
  role: "EXPERT",
  org: idOf("firm", 7),
} as const;
const communities = (count: number): string[] =>
  Array.from({ length: count }, (_none, i) => idOf("cty", 7 + i * 11));
const gridWorker: Page["as"] = { sub: "per_g", role: "GRID_WORKER", communities: communities(7) };
const owner: Page["as"] = { sub: idOf("per", 100_007), role: "OWNER", communities: communities(1) };

const ofFirm = `firm: "${idOf("firm", 7)}"`;
const ofProject = `project: "${ownIdOf("prj", firmOf(7), 7)}"`;

/** The same list for several people and filters. */
const lists = (
  field: string,
  node: string,
  rows: readonly (readonly [page: string, as: Page["as"], args?: string, deep?: string])[],
): Page[] =>
  rows.map(([page, as, args, from]) => ({
    page: `${field}: ${page}`,
    as,
    query: listQuery(field, node, args),
    ...(from && { deep: from }),
  }));

function pages(rows: number): Page[] {
  const orders = Array.from({ length: 50 }, (_none, i) => Math.floor((i * rows) / 50));
  const operatorOf = (n: number): number => firmOf(n % projects);
  return [
    ...lists("workOrders", "id number state project { name }", [
      ["the secretariat's", secretary, "", deep],
      ["the secretariat's, of a firm", secretary, ofFirm],
      ["the secretariat's, rare state", secretary, "states: [NEEDS_EXPERT]"],
      ["the secretariat's, at work", secretary, "states: [ASSIGNED, ACCEPTED, ON_SITE]"],
      ["the secretariat's, closed", secretary, "states: [CLOSED]", deep],
      ["a firm's", manager, "", deep],
      ["a firm's, rare state", manager, "states: [NEEDS_EXPERT]"],
      ["a firm's, at work", manager, "states: [ASSIGNED, ACCEPTED, ON_SITE]"],
      ["a grid worker's", gridWorker, "", deep],
      ["a grid worker's, rare state", gridWorker, "states: [NEEDS_EXPERT]"],
      ["an owner's", owner, "", deep],
      ["a repairer's own", repairer, "", deep],
    ]),
    ...lists("attendance", "id startedAt", [
      ["the secretariat's", secretary, "", deep],
      ["a firm's", manager, "", deep],
      ["of a project", manager, ofProject, deep],
      ["at two sites at once", secretary, "atTwoSites: true"],
      ["a firm's, at two sites at once", manager, "atTwoSites: true"],
      ["one's own", repairer, "", deep],
    ]),
    ...lists("inspections", "id at", [
      ["the secretariat's", secretary, "", deep],
      ["a firm's", manager, "", deep],
      ["of a point", manager, `point: "${ownIdOf("ipt", firmOf(7), 7)}"`],
      ["a grid worker's", gridWorker, "", deep],
    ]),
    ...lists("homeOrders", "id state", [
      ["the secretariat's", secretary, "", deep],
      ["the secretariat's, rare state", secretary, "states: [DECLINED]"],
      ["a firm's", manager, "", deep],
      ["a firm's, rare state", manager, "states: [DECLINED]"],
      ["a resident's", owner],
      ["a repairer's", repairer, "", deep],
    ]),
    ...lists("dailyTasks", "id state holder { id }", [
      ["the secretariat's", secretary, "", deep],
      ["the secretariat's, rare state", secretary, "states: [MISSED]"],
      ["a firm's", manager, "", deep],
      ["a firm's, to be grabbed", manager, "states: [OPEN]"],
      ["a firm's, rare state", manager, "states: [MISSED]"],
      ["of a project", manager, ofProject, deep],
      ["one's own", repairer, "mine: true", deep],
    ]),
    ...["grabs", "labourEntries", "labourDisputes"].flatMap((field) =>
      lists(field, "id", [
        ["the secretariat's", secretary, "", deep],
        ["a firm's", manager, "", deep],
        ["one's own", repairer],
      ]),
    ),
    ...lists("monthlyReports", "id", [
      ["the secretariat's, overdue", secretary, "states: [OVERDUE]"],
      ["a firm's", manager, "", deep],
    ]),
    ...lists("firmStaff", "id name", [
      ["the secretariat's", secretary],
      ["of a project", manager, ofProject],
    ]),
    {
      page: "50 work orders by key",
      as: secretary,
      ...entitiesQuery(
        "WorkOrder",
        orders.map((n) => ownIdOf("wo", operatorOf(n), n)),
        "number assignee { id } clocks { kind } photos { id }",
      ),
    },
    {
      page: "50 daily tasks by key, with their grabs",
      as: secretary,
      ...entitiesQuery(
        "DailyTask",
        orders.map((n) => ownIdOf("dtk", operatorOf(n), n)),
        "title grabs { id }",
      ),
    },
    {
      page: "50 home orders by key",
      as: secretary,
      ...entitiesQuery(
        "HomeOrder",
        orders.map((n) => ownIdOf("hmo", operatorOf(n), n)),
        "title price: priceFen",
      ),
    },
    {
      page: "50 projects by key, with staff and inspections",
      as: secretary,
      ...entitiesQuery(
        "PropertyProject",
        Array.from({ length: 50 }, (_none, p) => ownIdOf("prj", firmOf(p), p)),
        "staffing { post present } staff { id } inspectionCoverage { due inspected }",
      ),
    },
    {
      page: "work orders of 50 complaints",
      as: secretary,
      query: `query ($these: [_Any!]!) { _entities(representations: $these) { ... on Complaint { workOrders { id } } } }`,
      variables: {
        these: orders.map((n) => ({
          __typename: "Complaint",
          id: idOf("cmp", n),
          firms: [{ __typename: "PropertyFirm", id: idOf("firm", operatorOf(n)) }],
        })),
      },
    },
  ];
}

export const million: Million = { party: property, fill, pages };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
