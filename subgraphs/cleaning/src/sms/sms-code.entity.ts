import { defineEntity, p } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import { CleaningTask } from "../task/task.entity.js";

const SmsCodeSchema = defineEntity({
  name: "SmsCode",
  tableName: "sms_code",
  properties: {
    cleanerId: p.string().primary(),
    code: p.string().primary(),
    task: () => p.manyToOne(CleaningTask).ref(),
    givenAt: p.datetime().columnType("timestamptz(3)"),
  },
});

/** The two digits by which a cleaner names a task in an SMS. 短信任务码 */
export class SmsCode extends SmsCodeSchema.class {}
SmsCodeSchema.setClass(SmsCode);

const first = 11;
const last = 99;

/**
 * The codes of a cleaner's tasks; a task keeps its code as long as it has one. A new task takes the
 * code given away longest ago, so that an answer that comes late does not hit another task.
 */
export async function codesOf(
  em: EntityManager,
  cleanerId: string,
  tasks: readonly CleaningTask[],
  at: Date,
): Promise<ReadonlyMap<string, CleaningTask>> {
  const given = await em.find(SmsCode, { cleanerId }, { orderBy: { givenAt: "asc", code: "asc" } });
  const open = new Set(tasks.map(({ id }) => id));
  const inUse = new Map(given.map((code) => [code.task.id, code]));
  const used = new Set(given.map(({ code }) => code));
  const fresh = codes.filter((code) => !used.has(code));
  const stale = given.filter(({ task }) => !open.has(task.id));
  const codesOfTasks = new Map<string, CleaningTask>();
  for (const task of tasks) {
    const known = inUse.get(task.id);
    if (known) {
      codesOfTasks.set(known.code, task);
      continue;
    }
    const code = fresh.shift();
    if (code) {
      em.persist(em.create(SmsCode, { cleanerId, code, task, givenAt: at }));
      codesOfTasks.set(code, task);
      continue;
    }
    const oldest = stale.shift();
    // Eighty-nine open tasks at once: the rest waits until some are done.
    if (!oldest) break;
    em.assign(oldest, { task, givenAt: at });
    codesOfTasks.set(oldest.code, task);
  }
  return codesOfTasks;
}

const codes = Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
