import { type EntityClass, ReferenceKind } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import { HutongError, invalidInput } from "../errors/hutong-error.js";
import { toCsv } from "./to-csv.js";

/** Some rows of a table, as a file. */
export interface ExportedPage {
  /** A heading, then the rows. */
  readonly csv: string;
  readonly rows: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** Which rows of a table. */
export interface ExportSpan {
  /** At most 5,000. */
  readonly first: number;
  /** `endCursor` of the page before. */
  readonly after?: string | null;
}

/**
 * Some rows of a table as CSV, in the order of its key: one column for each stored property that is not
 * hidden, references by their ids.
 * @param where - which rows of it
 * @throws HutongError `INVALID_INPUT`, `INVALID_CURSOR`
 */
export async function exportPage(
  em: EntityManager,
  entity: EntityClass<object>,
  where: object,
  { first, after }: ExportSpan,
): Promise<ExportedPage> {
  if (first < 1 || first > 5_000) throw invalidInput({ first: "must be from 1 to 5000" });
  if (after && !/^\w{1,80}$/.test(after)) throw new HutongError("INVALID_CURSOR");
  const key = em.getMetadata().get(entity).primaryKeys[0]!;
  const rows = await em.find<Record<string, unknown>>(
    entity as EntityClass<Record<string, unknown>>,
    { $and: [where, after ? { [key]: { $gt: after } } : {}] } as never,
    { orderBy: { [key]: "asc" } as never, limit: first + 1 },
  );
  const page = rows.slice(0, first);
  return {
    csv: toCsv(columnsOf(em, entity), page),
    rows: page.length,
    endCursor: page.length > 0 ? String(cell(page.at(-1)![key])) : null,
    hasNextPage: rows.length > first,
  };
}

/** One column for each stored property, in their order, but for those that are hidden. */
function columnsOf(em: EntityManager, entity: EntityClass<object>) {
  const { SCALAR, MANY_TO_ONE, ONE_TO_ONE } = ReferenceKind;
  const stored = em
    .getMetadata()
    .get(entity)
    .props.filter(
      ({ hidden, kind, version }) =>
        !hidden && !version && [SCALAR, MANY_TO_ONE, ONE_TO_ONE].includes(kind),
    );
  return Object.fromEntries(
    stored.map(({ name }) => [name, (row: Record<string, unknown>) => cell(row[name])]),
  );
}

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") {
    const id = (value as { id?: unknown }).id;
    return typeof id === "string" ? id : JSON.stringify(value);
  }
  return typeof value === "number" ? value : String(value as string | boolean);
}
