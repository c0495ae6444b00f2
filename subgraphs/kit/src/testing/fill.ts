import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";

/** Runs SQL in the transaction of a filling. */
export type FillSql = (sql: string) => Promise<unknown>;

interface Index {
  readonly name: string;
  readonly definition: string;
  /** How finely its expression is to be analysed, where that was set. */
  readonly statistics: string | null;
}

const indexesSql = `
  select i.relname as name, pg_get_indexdef(i.oid) as definition,
    (select string_agg(format('alter index %I alter column %s set statistics %s',
        i.relname, a.attnum, a.attstattarget), ';')
      from pg_attribute a where a.attrelid = i.oid and a.attstattarget > 0) as statistics
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and not t.relispartition
    and not exists (select from pg_constraint c where c.conindid = i.oid)`;

/**
 * Fills the tables of a party in one transaction: without triggers and references, and with the
 * indexes made at the end, as one does for a load of this size. Then everything is analysed.
 */
export async function fillTables(
  orm: MikroORM,
  fill: (sql: FillSql) => Promise<void>,
): Promise<void> {
  await orm.em.fork().transactional(async (em: EntityManager) => {
    const sql: FillSql = (text) => em.execute(text);
    await sql("set local session_replication_role = replica");
    await sql("set local maintenance_work_mem = '512MB'");
    await sql("set local work_mem = '256MB'");
    const indexes = await em.execute<Index[]>(indexesSql);
    for (const { name } of indexes) await sql(`drop index "${name}"`);
    await fill(sql);
    for (const { definition, statistics } of indexes) {
      await sql(definition);
      if (statistics) await sql(statistics);
    }
  });
  await orm.em.fork().execute("vacuum analyze");
}

/** SQL for an id as this product makes them, of a number: `cmp_0…42`; of an operator, `wo_f07_0…42`. */
export const idSql = (prefix: string, n: string): string =>
  `'${prefix}_' || lpad((${n})::text, 26, '0')`;

/** The same id, here. */
export const idOf = (prefix: string, n: number): string =>
  `${prefix}_${String(n).padStart(26, "0")}`;

/** SQL that picks from a list by a number. */
export const pickSql = (values: readonly string[], n: string): string =>
  `(array['${values.join("','")}'])[1 + ((${n})::bigint % ${values.length})::int]`;
