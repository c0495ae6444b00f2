import { defineReference, forbidden } from "@hutong/kit";
import { LockMode } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import { maySeeLabour } from "../firm.policy.js";
import { DailyTask } from "./daily-task.entity.js";
import { DutyPlan } from "./duty-plan.entity.js";

/** A daily task by its id, for the firm's people and the consortium. */
export const dailyTaskReference = defineReference<DailyTask>(
  "DailyTask",
  async (ids, { em, actor }) => {
    const found = await em.find(DailyTask, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeLabour(actor, one.firmId)
        ? one
        : ([one.id, forbidden("This task is not yours to see")] as const),
    );
  },
);

/** A plan by its id, for the firm's people and the consortium. */
export const dutyPlanReference = defineReference<DutyPlan>(
  "DutyPlan",
  async (ids, { em, actor }) => {
    const found = await em.find(DutyPlan, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeLabour(actor, one.firmId)
        ? one
        : ([one.id, forbidden("This plan is not yours to see")] as const),
    );
  },
);

/** A task as it is once nobody else is changing it, till the end of the transaction. */
export const lockTask = (em: EntityManager, id: string): Promise<DailyTask | null> =>
  em.findOne(DailyTask, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
