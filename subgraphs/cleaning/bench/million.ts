import { cleaning } from "@hutong/cleaning";
import {
  communities,
  deep,
  entitiesQuery,
  type FillSql,
  firms,
  idOf,
  idSql,
  innerList,
  manager,
  type Million,
  ofOne,
  ownIdOf,
  ownIdSql,
  type Page,
  rolled,
  runMillion,
  secretary,
  spread,
} from "@hutong/kit/testing";

const contractors = 6;
const crews = 30;
const cleaners = 300;

/** A community has one crew, by its number. */
const crewOf = (community: number): number => community % crews;
const w = `(c % ${crews})`;
const own = (prefix: string, n: string): string =>
  ownIdSql(`${prefix}_c`, `${w} % ${contractors}`, n);
const ownOf = (prefix: string, crew: number, n: number): string =>
  ownIdOf(`${prefix}_c`, crew % contractors, n);

const contractor = idSql("ctr", `${w} % ${contractors}`);
const crew = idSql("crw", w);
const cleaner = own("cln", `${w} + ${crews} * (d % ${cleaners / crews})`);

async function fill(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into contractor (id, operator, name, phone)
    select ${idSql("ctr", "c")}, 'c0' || c, '保洁' || c, '1' from generate_series(0, ${contractors - 1}) c`);
  await sql(`insert into crew (id, contractor_id, name, leader_id, leader_person_id)
    select ${crew}, ${contractor}, '班组' || c, ${own("cln", "c")}, ${idSql("per", "c")} from generate_series(0, ${crews - 1}) c`);
  await sql(`insert into cleaner (id, contractor_id, crew_id, person_id, name, phone, phone_kind, trained)
    select ${own("cln", "n")}, ${contractor}, ${crew}, ${idSql("per", "n")}, '张', '138' || n, 'FEATURE', true
    from (select n, n % ${crews} as c from generate_series(0, ${cleaners - 1}) n) told`);
  await sql(`insert into served_community (community_id, contractor_id, crew_id, firm_id)
    select ${idSql("cty", "c")}, ${contractor}, ${crew}, ${idSql("firm", `c % ${firms}`)}
    from generate_series(0, ${communities - 1}) c`);
  await sql(`insert into cleaning_task (id, number, title, place, state, contractor_id, crew_id, cleaner_id, community_id, firm_id,
      complaint_id, due_at, created_at, done_at)
    select ${own("tsk", "n")}, 'BJ-' || n, '拖地', '3号楼', case when d % 500 = 0 then 'OPEN' else 'VERIFIED' end,
      ${contractor}, ${crew}, case when d % 1000 > 0 then ${cleaner} end, ${idSql("cty", "c")}, ${idSql("firm", `c % ${firms}`)},
      ${idSql("cmp", "n")}, at + interval '1 day', at, at from ${rolled(rows)}`);
  await sql(`insert into check_in (id, task_id, method, verb, at, by_id)
    select ${own("chk", "n")}, ${own("tsk", "n")}, 'SMS', 'DONE', at, ${cleaner} from ${rolled(rows)}`);
  await sql(`insert into sms_message (id, direction, cleaner_id, phone, text, failed, at)
    select ${own("sms", "n")}, case when n % 2 = 0 then 'IN' else 'OUT' end, ${cleaner}, '138', '1', false, at
    from ${rolled(rows)}`);
  await sql(`insert into call_back (id, cleaner_id, crew_id, reason, asked_at, called_at)
    select ${own("cbk", "n")}, ${cleaner}, ${crew}, 'ASKED', at, case when d % 500 > 0 then at end
    from ${rolled(rows / 10)}`);
}

const ofCrew = { org: idOf("ctr", 1), sub: idOf("per", 7) };
const leader: Page["as"] = { ...ofCrew, role: "CREW_LEADER" };
const member: Page["as"] = { ...ofCrew, role: "CLEANER" };
const home = idOf("cty", 7);
const owner: Page["as"] = { sub: "per_o", role: "OWNER", communities: [home] };

function pages(rows: number): Page[] {
  const some = spread(rows);
  const mine = `query ($after: String) { ${innerList("myCleaningTasks", "id crew { name } checkIns { id }")} }`;
  const ofHome = ofOne("Community", home, innerList("cleaningTasks", "id state"));
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
      query: ofOne("Cleaner", ownOf("cln", 7, 7), innerList("smsMessages", "id text")),
      deep,
    },
    {
      page: "two sites at once",
      as: secretary,
      most: 100,
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
        some.map((n) => ownOf("tsk", crewOf(n % communities), n)),
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

const aside = {
  cleaner: "those of each crew",
  cleaning_task_entry: "asked by its key alone",
  contractor: "a few",
  crew: "a few for each contractor",
  served_community: "a row for each community",
  sms_code: "the tasks that a cleaner has open, by the cleaner",
  training: "a few a year for each cleaner, listed by the cleaner",
};

export const million: Million = { party: cleaning, fill, pages, aside };

if (import.meta.main) await runMillion(million, new URL("million.json", import.meta.url));
