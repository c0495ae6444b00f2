import { shanghaiDate } from "@hutong/kit";
import { type EntityClass, type EntityManager, sql } from "@mikro-orm/postgresql";

/** `BC-2026-001`: counted by the year, one at a time. */
export async function nextNumber(
  em: EntityManager,
  entity: EntityClass<{ number: string }>,
  letters: string,
  at: Date,
): Promise<string> {
  const prefix = `${letters}-${shanghaiDate(at).slice(0, 4)}-`;
  await em.execute("select pg_advisory_xact_lock(hashtext(?))", [letters]);
  const last = await em.findOne(
    entity,
    { number: { $like: `${prefix}%` } },
    { orderBy: [{ [sql`length(number)`]: "desc" }, { number: "desc" }] as never },
  );
  const next = Number(last?.number.slice(prefix.length) ?? 0) + 1;
  return `${prefix}${next.toString().padStart(3, "0")}`;
}
