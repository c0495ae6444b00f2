import { act, count, type Sim } from "../sim.js";
import { hour, minute } from "../time.js";
import type { Staff } from "../world.js";
import type { Story } from "./case.js";
import { within } from "./manners.js";
import { ops } from "./operations.js";
import { sendPhoto } from "./photo.js";

/** A work order in somebody's hands. */
export interface Job {
  readonly id: string;
  readonly repairer: Staff;
}

/** Names somebody for the case's open order, who takes it on and goes there; null when there is none. */
export async function sendSomebody(
  sim: Sim,
  { id, plan, random, manner }: Story,
): Promise<Job | null> {
  const { agenda, observer } = sim;
  const project = plan.community.project!;
  const [order] = observer.caseOf(id).openOrders;
  const repairers = project.staff.filter(({ post }) => post === "REPAIRER");
  const repairer = random.pick(repairers.length > 0 ? repairers : project.staff);
  if (!order) return null;
  const expect = (kind: string) => ({ expect: [`order:${kind}:${id}`] });
  const assigned = { workOrder: order, staff: repairer.staffId };
  await act(sim, project.manager, ops.assignOrder, assigned, expect("ASSIGNED"));
  await agenda.work(random.int(1, 15) * minute);
  await act(sim, repairer, ops.acceptOrder, { workOrder: order }, expect("ACCEPTED"));
  await agenda.work(within(random, manner.arrive));
  await act(sim, repairer, ops.arrive, { workOrder: order }, expect("ARRIVED"));
  return { id: order, repairer };
}

/** Reports it done with a photo or through somebody, has it looked at, does it again where it must be. */
export async function finishOrder(sim: Sim, story: Story, job: Job): Promise<void> {
  const { agenda } = sim;
  const { id, plan, random, manner } = story;
  const { manager } = plan.community.project!;
  const head = plan.community.firm!.head;
  const on = { workOrder: job.id };
  const expect = (kind: string) => ({ expect: [`order:${kind}:${id}`] });
  await submit(sim, story, job);
  if (random.chance(manner.rework)) {
    count(sim, "rework");
    await agenda.work(random.int(5, 90) * minute);
    await act(sim, head, ops.sendBack, { ...on, reason: "没有修好" }, expect("SENT_BACK"));
    await act(sim, manager, ops.resumeOrder, on, expect("RESUMED"));
    await agenda.work(random.int(1, 8) * hour);
    await act(sim, job.repairer, ops.arrive, on, expect("ARRIVED"));
    await agenda.work(random.int(10, 90) * minute);
    await submit(sim, story, job);
  }
  await agenda.work(random.int(5, 60) * minute);
  await act(sim, head, ops.approveOrder, on, expect("APPROVED"));
  await act(sim, head, ops.closeOrder, on, expect("CLOSED"));
}

async function submit(sim: Sim, { id, plan, random }: Story, job: Job): Promise<void> {
  const expect = [`order:SUBMITTED:${id}`];
  const done = { workOrder: job.id, note: "已修好" };
  if (random.chance(0.4)) {
    const photo = await sendPhoto(sim.hub, job.repairer, job.id, ops.photo);
    await act(sim, job.repairer, ops.submitOrder, { ...done, photos: [photo] }, { expect });
    return count(sim, "work shown by photo");
  }
  await act(sim, plan.community.project!.manager, ops.submitOrder, done, { expect });
  count(sim, "work reported by proxy");
}
