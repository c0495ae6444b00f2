import { type Context, invalidInput, notFound, photoUploads, requireId } from "@hutong/kit";

import { DailyTask } from "./daily-task/daily-task.entity.js";
import { insist } from "./firm.policy.js";
import { inspectorOf, readPoint } from "./inspection/inspection.service.js";
import { factsOf, mayTake } from "./work-order/work-order.policy.js";
import { readWorkOrder } from "./work-order/work-order.service.js";
import { WorkOrderStep } from "./work-order/work-order.state.js";

/** Takes photos of work orders from who may report them done, of daily tasks from whose they are, of inspections from the staff. */
export const EvidencePhotos = photoUploads({
  mutation: "preparePropertyPhoto",
  servedByOperators: true,
  allow: async (context, subject) => {
    if (subject.startsWith("wo_")) return insistOrder(context, subject);
    if (subject.startsWith("dtk_")) return insistTask(context, subject);
    if (subject.startsWith("ipt_"))
      return void (await inspectorOf(context, await readPoint(context, subject)));
    throw invalidInput({ subject: "must be a work order, a daily task or an inspection point" });
  },
});

async function insistOrder(context: Context, id: string): Promise<void> {
  const order = await readWorkOrder(context, id);
  insist(
    mayTake(context.actor, factsOf(order), WorkOrderStep.SUBMIT),
    "This work order is not yours to report on",
  );
}

async function insistTask({ em, actor }: Context, id: string): Promise<void> {
  const task = await em.findOne(DailyTask, requireId(id, "dtk"));
  if (!task) throw notFound(`daily task ${id}`);
  actor.require("case:write");
  insist(
    task.holderPersonId === actor.id && actor.org === task.firmId,
    "This task is not yours to answer",
  );
}
