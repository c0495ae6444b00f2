import { type Actor, type Context, forbidden, maskName, maskPhone, toCsv } from "@hutong/kit";

import { requireLeader } from "../grid/grid.policy.js";
import { ExportPage, ExportFormat, ExportTable } from "./export.type.js";

const pageSize = 1_000;

type Row = Readonly<Record<string, string | number | boolean | null>>;
type Mask = Readonly<Record<string, (text: string) => string>>;

interface Source {
  readonly table: string;
  /** The column that tells its rows apart; `id` without. */
  readonly key?: string;
  /** What of it belongs to the grids of `:grids`; without, it is the whole town's. */
  readonly ofGrids?: string;
  readonly masked?: Mask;
}

const ofCases = "complaint_id in (select id from complaint where grid_id = any(:grids))";

const sources: Readonly<Record<ExportTable, Source>> = {
  GRIDS: { table: "grid", ofGrids: "id = any(:grids)" },
  COMMUNITIES: { table: "community", ofGrids: "grid_id = any(:grids)" },
  COMPLAINTS: {
    table: "complaint",
    ofGrids: "grid_id = any(:grids)",
    masked: { reporter_name: maskName, reporter_phone: maskPhone, place: () => "***" },
  },
  TIMELINE: { table: "timeline_entry", ofGrids: ofCases },
  CLOCKS: { table: "case_clock", ofGrids: ofCases },
  SUSPENSIONS: { table: "suspension", ofGrids: ofCases },
  ESCALATIONS: { table: "escalation", ofGrids: ofCases },
  DISCLOSURES: { table: "disclosure", ofGrids: ofCases },
  NOTIFICATIONS: { table: "notification", ofGrids: ofCases },
  REPORT_CODES: {
    table: "report_code",
    key: "community_id",
    ofGrids: "community_id in (select id from community where grid_id = any(:grids))",
  },
  RECEIPTS: {
    table: "receipt",
    key: "token",
    ofGrids: ofCases,
    masked: { phone: maskPhone, token: () => "***" },
  },
  GRADING_RULES: { table: "grading_rule" },
  SETTINGS: { table: "case_settings" },
};

/**
 * A page of what the party keeps. The party's own server gets all of it as it stands; a grid leader
 * gets their grids', with residents masked, as clear names take a case and a stated purpose.
 * @throws HutongError `FORBIDDEN` for anybody else
 */
export async function exportTable(
  context: Context,
  table: ExportTable,
  format: ExportFormat,
  after: string | null,
): Promise<ExportPage> {
  const whole = isOwnServer(context.actor);
  const grids = whole ? [] : (await requireLeader(context)).map(({ id }) => id);
  const { table: name, key = "id", ofGrids, masked } = sources[table];
  const scope = whole || !ofGrids ? "true" : ofGrids.replace(":grids", "string_to_array(?, ',')");
  const rows = await context.em.execute<{ row: Row }[]>(
    `select to_json(t) as row from ${name} t where ${key} > ? and ${scope} order by ${key} limit ${pageSize + 1}`,
    [after ?? "", ...(scope.includes("?") ? [grids.join(",")] : [])],
  );
  const page = rows.slice(0, pageSize).map(({ row }) => (whole ? row : mask(row, masked ?? {})));
  return Object.assign(new ExportPage(), {
    content: format === ExportFormat.JSON ? JSON.stringify(page) : csvOf(page),
    rows: page.length,
    endCursor: rows.length > pageSize ? String(rows[pageSize - 1]!.row[key]) : null,
  });
}

/** @throws HutongError `FORBIDDEN` for another party's server */
function isOwnServer(actor: Actor): boolean {
  if (!actor.is("SERVICE")) return false;
  if (actor.org !== "neighborhood") throw forbidden("Each party exports what it owns");
  return true;
}

const mask = (row: Row, masked: Mask): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === "string" && masked[column] ? masked[column](value) : value,
    ]),
  );

function csvOf(page: readonly Row[]): string {
  const columns = Object.keys(page[0] ?? {});
  return toCsv<Row>(
    Object.fromEntries(columns.map((column) => [column, (row: Row) => cell(row[column])])),
    page,
  );
}

/** What is a list or an object stays JSON. */
function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}
