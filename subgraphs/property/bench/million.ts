import {
  communities,
  communitySql,
  deep,
  entitiesQuery,
  type FillSql,
  firmOf,
  firms,
  firmSql,
  idOf,
  idSql,
  lists,
  manager,
  type Million,
  ownIdOf,
  ownIdSql,
  type Page,
  pickSql,
  rolled,
  runMillion,
  secretary,
  spread,
} from "@hutong/kit/testing";
import { property } from "@hutong/property";

const staffOfProject = 4;
const points = 1_395;

/** A community's project has the community's number. */
const own = (prefix: string, n: string): string => ownIdSql(`${prefix}_f`, `c % ${firms}`, n);
const ownOf = (prefix: string, community: number, n: number): string =>
  ownIdOf(`${prefix}_f`, firmOf(community), n);

const staff = own("stf", `c * ${staffOfProject} + d % ${staffOfProject}`);
const person = idSql("per", `c * ${staffOfProject} + d % ${staffOfProject}`);
const firm = firmSql;
const project = own("prj", "c");
const community = communitySql;

async function fillRegisters(sql: FillSql): Promise<void> {
  await sql(`insert into property_project (id, firm_id, firm_short_name, community_id, name, address, hotline, started_on)
    select ${project}, ${firm}, '物业' || f, ${community}, '服务中心' || c, '东街' || c || '号', '68000000', '2020-01-01'
    from (select c, c % ${firms} as f from generate_series(0, ${communities - 1}) c) told`);
  await sql(`insert into firm_staff (id, firm_id, project_id, person_id, name, post, phone, skills, on_duty, registered_on, left_on)
    select ${staff}, ${firm}, ${project}, ${person}, '王' || c, ${pickSql(["STEWARD", "REPAIRER", "SECURITY", "PROJECT_MANAGER"], "d")},
      '13800000000', '[]', true, date '2022-01-01' + d::int, case when d = 7 then date '2025-01-01' end
    from (select c, c % ${firms} as f, d from generate_series(0, ${communities - 1}) c, generate_series(0, ${staffOfProject - 1}) d) told`);
  await sql(`insert into duty_plan (id, firm_id, community_id, project_id, staff_id, title, weekdays, send_at, due_at, created_at)
    select ${own("pln", "c")}, ${firm}, ${community}, ${project}, ${staff}, '巡楼', '[1]', '08:00', '09:00', now()
    from (select c, c % ${firms} as f, 0 as d from generate_series(0, ${communities - 1}) c) told`);
  await sql(`insert into inspection_point (id, firm_id, community_id, project_id, kind, code, place, since)
    select ${own("ipt", "n")}, ${firm}, ${community}, ${project}, 'HYDRANT', 'H' || n, '东门', timestamptz '2020-01-01'
    from (select n, n % ${communities} as c, n % ${communities} % ${firms} as f from generate_series(0, ${points - 1}) n) told`);
  await sql(`insert into monthly_report (id, firm_id, community_id, project_id, month, state, due_at)
    select ${own("mrp", "m * 1000 + c")}, ${firm}, ${community}, ${project}, to_char(at, 'YYYY-MM'),
      case when m = 0 then 'DUE' when m = 3 then 'OVERDUE' else 'SUBMITTED' end, at
    from (select c, c % ${firms} as f, m, date_trunc('month', now()) - m * interval '1 month' as at
      from generate_series(0, ${communities - 1}) c, generate_series(0, 5) m) told`);
}

/** One in fifty orders and tasks is not over, and one in two thousand is in a state that is rare. */
const stateOf = (open: readonly string[], rare: string, over: string): string =>
  `case when d % 2000 = 1 then '${rare}' when d % 50 = 0 then ${pickSql(open, "d / 50")} else '${over}' end`;

async function fill(sql: FillSql, rows: number): Promise<void> {
  await fillRegisters(sql);
  const few = rows / 5;
  await sql(`insert into work_order (id, number, title, state, funding, work, firm_id, project_id, community_id, complaint_id,
      assignee_id, assignee_person_id, created_at, assigned_at, closed_at)
    select ${own("wo", "n")}, 'WO-' || n, '漏水', ${stateOf(["CREATED", "ASSIGNED", "ACCEPTED", "ON_SITE", "SUBMITTED"], "NEEDS_EXPERT", "CLOSED")},
      'SERVICE_FEE', 'MINOR_REPAIR', ${firm}, ${project}, ${community}, ${idSql("cmp", "n")}, ${staff}, ${person}, at, at, at
    from ${rolled(rows)}`);
  await sql(`insert into attendance (id, firm_id, project_id, staff_id, person_id, started_at, ended_at, double_with)
    select ${own("att", "n")}, ${firm}, ${project}, ${staff}, ${person}, at,
      case when n < ${rows - communities} then at + interval '8 hours' end, case when d % 5000 = 3 then 'x' end
    from ${rolled(rows)}`);
  await sql(`insert into inspection (id, firm_id, community_id, point_id, staff_id, effective, at)
    select ${own("ins", "n")}, ${firm}, ${community}, ${ownIdSql("ipt_f", `n % ${points} % ${communities} % ${firms}`, `n % ${points}`)},
      ${staff}, d % 20 > 0, at from ${rolled(rows)}`);
  await sql(`insert into daily_task (id, firm_id, community_id, project_id, plan_id, date, title, state, staff_id, holder_id,
      holder_person_id, sent_at, due_at, closes_at)
    select ${own("dtk", "n")}, ${firm}, ${community}, ${project}, ${own("pln", "c")},
      date '2000-01-01' + (n / ${communities})::int, '巡楼', ${stateOf(["SENT", "OPEN", "GRABBED"], "MISSED", "DONE")},
      ${staff}, ${staff}, ${person}, at, at + interval '1 hour', at + interval '1 day' from ${rolled(rows)}`);
  await sql(`insert into grab (id, firm_id, task_id, grabber_id, responsible_id, person_id, state, at, due_at)
    select ${own("grb", "n")}, ${firm}, ${own("dtk", "n")}, ${staff}, ${staff}, ${person}, 'DONE', at, at
    from ${rolled(few)}`);
  await sql(`insert into labour_entry (id, firm_id, staff_id, person_id, grab_id, kind, amount_fen, at, settlement_id)
    select ${own("lbe", "n")}, ${firm}, ${staff}, ${person}, ${own("grb", "n")}, 'REWARD', 500, at,
      case when at < now() - interval '31 days' then ${own("stl", "f")} end from ${rolled(few)}`);
  await sql(`insert into labour_dispute (id, firm_id, person_id, entry_id, state, reason, at)
    select ${own("dsp", "n")}, ${firm}, ${person}, ${own("lbe", "n")}, 'REJECTED', '不是我', at
    from ${rolled(few)}`);
  await sql(`insert into home_order (id, firm_id, community_id, project_id, entry, state, title, resident_person_id, resident_name,
      resident_phone, address, staff_id, staff_person_id, score, ordered_at)
    select ${own("hmo", "n")}, ${firm}, ${community}, ${project}, 'SERVICE',
      ${stateOf(["ORDERED", "ACCEPTED", "VISITING"], "DECLINED", "RATED")}, '换灯', ${idSql("per", "100000 + d")}, '李', '1', '东街',
      ${staff}, ${person}, 5, at from ${rolled(rows)}`);
  await sql(`insert into home_disclosure (id, order_id, person_id, name, purpose, at)
    select ${own("hdc", "n")}, ${own("hmo", "n")}, ${person}, '王', '上门', at from ${rolled(few)}`);
}

const repairer = {
  sub: idOf("per", 7 * staffOfProject),
  role: "EXPERT",
  org: idOf("firm", 7),
} as const;
const homes = (count: number): string[] =>
  Array.from({ length: count }, (_none, i) => idOf("cty", 7 + i * 11));
const gridWorker: Page["as"] = { sub: "per_g", role: "GRID_WORKER", communities: homes(7) };
const owner: Page["as"] = { sub: idOf("per", 100_007), role: "OWNER", communities: homes(1) };

const ofFirm = `firm: "${idOf("firm", 7)}"`;
const ofProject = `project: "${ownOf("prj", 7, 7)}"`;

function pages(rows: number): Page[] {
  const orders = spread(rows);
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
      ["of a point", manager, `point: "${ownOf("ipt", 7, 7)}"`],
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
        orders.map((n) => ownOf("wo", n % communities, n)),
        "number assignee { id } clocks { kind } photos { id }",
      ),
    },
    {
      page: "50 daily tasks by key, with their grabs",
      as: secretary,
      ...entitiesQuery(
        "DailyTask",
        orders.map((n) => ownOf("dtk", n % communities, n)),
        "title grabs { id }",
      ),
    },
    {
      page: "50 home orders by key",
      as: secretary,
      ...entitiesQuery(
        "HomeOrder",
        orders.map((n) => ownOf("hmo", n % communities, n)),
        "title price: priceFen",
      ),
    },
    {
      page: "to whom one's own order was shown",
      as: { ...owner, sub: idOf("per", 100_000) },
      ...entitiesQuery("HomeOrder", [ownOf("hmo", 0, 0)], "disclosures { at }"),
    },
    {
      page: "50 projects by key, with staff and inspections",
      as: secretary,
      ...entitiesQuery(
        "PropertyProject",
        Array.from({ length: 50 }, (_none, c) => ownOf("prj", c, c)),
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
          firms: [{ __typename: "PropertyFirm", id: idOf("firm", firmOf(n % communities)) }],
        })),
      },
    },
  ];
}

const aside = {
  duty_plan: "a few for each project",
  firm_staff: "those of each project",
  grab_rules: "a row for each firm",
  inspection_point: "those of each project",
  monthly_report: "a row for each project and month",
  platform_clause: "a few for each project",
  price_item: "a list for each firm",
  property_project: "a few for each firm",
  settlement: "a row for each firm and month",
  work_order_entry: "asked by its key alone",
};

const sevenths: readonly (readonly [table: string, column: string, id: string])[] = [
  ["attendance", "project_id", ownOf("prj", 7, 7)],
  ["attendance", "person_id", repairer.sub],
  ["daily_task", "project_id", ownOf("prj", 7, 7)],
  ["daily_task", "holder_person_id", repairer.sub],
  ["home_order", "staff_person_id", repairer.sub],
  ["inspection", "point_id", ownOf("ipt", 7, 7)],
  ["work_order", "project_id", ownOf("prj", 7, 7)],
  ["work_order", "assignee_person_id", repairer.sub],
];
const known = sevenths.map(
  ([table, column, id]) =>
    `select from ${table} where firm_id = '${idOf("firm", 7)}' and ${column} = '${id}'`,
);

export const million: Million = { party: property, fill, pages, aside, known };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
