import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";

/** Runs SQL in the transaction of a filling. */
export type FillSql = (sql: string) => Promise<unknown>;

interface Dropped {
  readonly drop: string;
  readonly make: string;
}

/** Keys and references, in the order in which they are dropped; references come back unchecked. */
const constraintsSql = `
  select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
    format('alter table %s add constraint %I %s%s', c.conrelid::regclass, c.conname,
      pg_get_constraintdef(c.oid), case c.contype when 'f' then ' not valid' end) as make
  from pg_constraint c join pg_class t on t.oid = c.conrelid
  where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and not t.relispartition
    and c.contype in ('f', 'p', 'u')
  order by c.contype = 'f' desc`;

/** Indexes with how finely their expressions are analysed, where that was set. */
const indexesSql = `
  select format('drop index %I', i.relname) as drop,
    concat_ws(';', pg_get_indexdef(i.oid),
      (select string_agg(format('alter index %I alter column %s set statistics %s',
          i.relname, a.attnum, a.attstattarget), ';')
        from pg_attribute a where a.attrelid = i.oid and a.attstattarget > 0)) as make
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and not t.relispartition
    and not exists (select from pg_constraint c where c.conindid = i.oid)`;

/** What is written into a table in the transaction that emptied it is not logged. */
const truncateSql = `do $$
  declare name regclass; has_rows boolean; empty text[] := '{}';
  begin
    for name in select oid::regclass from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and not relispartition
    loop
      execute format('select exists (select from %s)', name) into has_rows;
      if not has_rows then empty := empty || name::text; end if;
    end loop;
    execute 'truncate ' || array_to_string(empty, ',');
  end $$`;

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
    const constraints = await em.execute<Dropped[]>(constraintsSql);
    const indexes = await em.execute<Dropped[]>(indexesSql);
    for (const { drop } of [...constraints, ...indexes]) await sql(drop);
    await sql(truncateSql);
    await fill(sql);
    for (const { make } of [...constraints.toReversed(), ...indexes]) await sql(make);
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
