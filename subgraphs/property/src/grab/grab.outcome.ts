import type { EntityManager } from "@mikro-orm/postgresql";

import type { DailyTask } from "../daily-task/daily-task.entity.js";
import { enterGrab } from "../settlement/ledger.js";
import { Grab, GrabState } from "./grab.entity.js";

const running = (em: EntityManager, { id }: DailyTask): Promise<Grab> =>
  em.findOneOrFail(Grab, { task: id, state: GrabState.RUNNING });

/** The grabber did it: what the agreement says is entered for both, where there is one. */
export async function finishGrab(em: EntityManager, task: DailyTask, at: Date): Promise<void> {
  const grab = await running(em, task);
  grab.finish(at);
  await enterGrab(em, grab, at);
}

/** The grabber did not finish it in time, and earns nothing. */
export async function lapseGrab(em: EntityManager, task: DailyTask, at: Date): Promise<void> {
  (await running(em, task)).lapse(at);
}
