import { cleaning } from "@hutong/cleaning";
import {
  entitiesQuery,
  type FillSql,
  idOf,
  idSql,
  type Million,
  type Page,
  runMillion,
} from "@hutong/kit/testing";

const contractors = 6;
const crews = 30;
const cleaners = 300;
const communities = 279;

/** SQL for an id that carries its contractor's operator: `tsk_c02_0…42`. */
const ownId = (prefix: string, crew: string, n: string): string =>
  `'${prefix}_c' || lpad(((${crew}) % ${contractors})::text, 2, '0') || '_' || lpad((${n})::text, 26, '0')`;
const ownIdOf = (prefix: string, crew: number, n: number): string =>
  idOf(`${prefix}_c${String(crew % contractors).padStart(2, "0")}`, n);

/** Each community has every 279th row, the newest last, and one crew; `d` is a die of its own. */
const rolled = (rows: number): string => `
  (select n, n % ${communities} as c, n % ${communities} % ${crews} as w, (n::bigint * 7919 / 13) % 100003 as d,
     now() - interval '1096 days' * (1 - (n + 1)::float8 / ${rows}) as at
   from generate_series(0, ${rows - 1}) n) told`;
const contractor = idSql("ctr", `w % ${contractors}`);
const crew = idSql("crw", "w");
const cleaner = ownId("cln", "w", `w + ${crews} * (d % ${cleaners / crews})`);

async function fill(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into contractor (id, operator, name, phone)
    select ${idSql("ctr", "c")}, 'c0' || c, '保洁' || c, '1' from generate_series(0, ${contractors - 1}) c`);
  await sql(`insert into crew (id, contractor_id, name, leader_id, leader_person_id)
    select ${crew}, ${contractor}, '班组' || w, ${ownId("cln", "w", "w")}, ${idSql("per", "w")} from generate_series(0, ${crews - 1}) w`);
  await sql(`insert into cleaner (id, contractor_id, crew_id, person_id, name, phone, phone_kind, trained)
    select ${ownId("cln", "w", "n")}, ${contractor}, ${crew}, ${idSql("per", "n")}, '张', '138' || n, 'FEATURE', true
    from (select n, n % ${crews} as w from generate_series(0, ${cleaners - 1}) n) told`);
  await sql(`insert into served_community (community_id, contractor_id, crew_id, firm_id)
    select ${idSql("cty", "c")}, ${contractor}, ${crew}, ${idSql("firm", "c % 29")}
    from (select c, c % ${crews} as w from generate_series(0, ${communities - 1}) c) told`);
  await sql(`insert into cleaning_task (id, number, title, place, state, contractor_id, crew_id, cleaner_id, community_id, firm_id,
      complaint_id, due_at, created_at, done_at)
    select ${ownId("tsk", "w", "n")}, 'BJ-' || n, '拖地', '3号楼', case when d % 500 = 0 then 'OPEN' else 'VERIFIED' end,
      ${contractor}, ${crew}, case when d % 1000 > 0 then ${cleaner} end, ${idSql("cty", "c")}, ${idSql("firm", "c % 29")},
      ${idSql("cmp", "n")}, at + interval '1 day', at, at from ${rolled(rows)}`);
  await sql(`insert into check_in (id, task_id, method, verb, at, by_id)
    select ${ownId("chk", "w", "n")}, ${ownId("tsk", "w", "n")}, 'SMS', 'DONE', at, ${cleaner} from ${rolled(rows)}`);
  await sql(`insert into cleaning_task_entry (id, task_id, by, at)
    select ${ownId("tse", "w", "n")}, ${ownId("tsk", "w", "n")}, '张', at from ${rolled(rows)}`);
  await sql(`insert into sms_message (id, direction, cleaner_id, phone, text, failed, at)
    select ${ownId("sms", "w", "n")}, case when n % 2 = 0 then 'IN' else 'OUT' end, ${cleaner}, '138', '1', false, at
    from ${rolled(rows)}`);
  await sql(`insert into call_back (id, cleaner_id, crew_id, reason, asked_at, called_at)
    select ${ownId("cbk", "w", "n")}, ${cleaner}, ${crew}, 'ASKED', at, case when d % 500 > 0 then at end
    from ${rolled(rows / 10)}`);
}

const deep = new Date(Date.now() - 540 * 86_400_000).toISOString();
const secretary: Page["as"] = { sub: "per_s", role: "SECRETARY", org: "cons_x" };
const ofCrew = { org: idOf("ctr", 1), sub: idOf("per", 7) };
const leader: Page["as"] = { ...ofCrew, role: "CREW_LEADER" };
const member: Page["as"] = { ...ofCrew, role: "CLEANER" };
const home = idOf("cty", 7);
const owner: Page["as"] = { sub: "per_o", role: "OWNER", communities: [home] };
const manager: Page["as"] = { sub: "per_m", role: "FIRM_MANAGER", org: idOf("firm", 7) };

const list = (field: string, node: string): string =>
  `${field}(first: 50, after: $after) { edges { node { ${node} } } pageInfo { endCursor } }`;
const within = (type: string, id: string, fields: string): string =>
  `query ($after: String) { _entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} { ${fields} } } }`;

function pages(rows: number): Page[] {
  const some = Array.from({ length: 50 }, (_none, i) => Math.floor((i * rows) / 50));
  const crewOf = (n: number): number => (n % communities) % crews;
  const mine = `query ($after: String) { ${list("myCleaningTasks", "id crew { name } checkIns { id }")} }`;
  const ofHome = within("Community", home, list("cleaningTasks", "id state"));
  const fifty = Array.from({ length: 50 }, (_none, c) => idOf("cty", c));
  return [
    { page: "a cleaner's own tasks", as: member, query: mine, deep },
    { page: "a crew leader's tasks", as: leader, query: mine, deep },
    { page: "tasks in a community: the secretariat's", as: secretary, query: ofHome, deep },
    { page: "tasks in a community: an owner's", as: owner, query: ofHome, deep },
    { page: "tasks in a community: a firm's", as: manager, query: ofHome, deep },
    { page: "whom to call back", as: leader, query: "{ callBacks { id cleaner { name } } }" },
    {
      page: "SMS with a cleaner",
      as: leader,
      query: within("Cleaner", ownIdOf("cln", 7, 7), list("smsMessages", "id text")),
      deep,
    },
    {
      page: "two sites at once",
      as: secretary,
      ...entitiesQuery("Contractor", [idOf("ctr", 1)], "doubleSites { firstAt } crews { name }"),
    },
    {
      page: "staffing of 50 communities",
      as: secretary,
      ...entitiesQuery(
        "Community",
        fifty,
        "cleaningStaffing { registered present } contractor { name }",
      ),
    },
    {
      page: "50 tasks by key, with their check-ins",
      as: secretary,
      ...entitiesQuery(
        "CleaningTask",
        some.map((n) => ownIdOf("tsk", crewOf(n), n)),
        "number checkIns { at } clocks { kind }",
      ),
    },
    {
      page: "tasks of 50 complaints",
      as: secretary,
      ...entitiesQuery(
        "Complaint",
        some.map((n) => idOf("cmp", n)),
        "cleaningTasks { id }",
      ),
    },
  ];
}

export const million: Million = { party: cleaning, fill, pages };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
