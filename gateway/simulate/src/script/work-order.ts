import type { Random } from "../random.js";
import { act, count, type Sim } from "../sim.js";
import { hour, minute } from "../time.js";
import type { Community, Staff } from "../world.js";
import { type Manner, within } from "./manners.js";
import { ops } from "./operations.js";
import { sendPhoto } from "./photo.js";

/** What somebody is sent out for. */
export interface Errand {
  /** As the events of the order are known: the case that it is for, else the order itself. */
  readonly subject: string;
  readonly place: Community;
  readonly random: Random;
  readonly manner: Manner;
}

/** A work order in somebody's hands. */
export interface Job {
  readonly id: string;
  readonly repairer: Staff;
}

const expecting = ({ subject }: Errand, kind: string) => ({ expect: [`order:${kind}:${subject}`] });

/** Names somebody for an order, who takes it on and goes there. */
export async function takeOrder(sim: Sim, errand: Errand, order: string): Promise<Job> {
  const { agenda } = sim;
  const { place, random, manner } = errand;
  const project = place.project!;
  const repairers = project.staff.filter(({ post }) => post === "REPAIRER");
  const repairer = random.pick(repairers.length > 0 ? repairers : project.staff);
  const on = { workOrder: order };
  const assigned = { ...on, staff: repairer.staffId };
  await act(sim, project.manager, ops.assignOrder, assigned, expecting(errand, "ASSIGNED"));
  await agenda.work(random.int(1, 15) * minute);
  await act(sim, repairer, ops.acceptOrder, on, expecting(errand, "ACCEPTED"));
  await agenda.work(within(random, manner.arrive));
  await act(sim, repairer, ops.arrive, on, expecting(errand, "ARRIVED"));
  count(sim, "repairers on site");
  return { id: order, repairer };
}

/** Reports it done with a photo or through somebody, has it looked at, does it again where it must be. */
export async function finishOrder(sim: Sim, errand: Errand, job: Job): Promise<void> {
  const { agenda } = sim;
  const { place, random, manner } = errand;
  const { manager } = place.project!;
  const head = place.firm!.head;
  const on = { workOrder: job.id };
  const expect = (kind: string) => expecting(errand, kind);
  await submit(sim, errand, job);
  if (random.chance(manner.rework)) {
    count(sim, "rework");
    await agenda.work(random.int(5, 90) * minute);
    await act(sim, head, ops.sendBack, { ...on, reason: "没有修好" }, expect("SENT_BACK"));
    await act(sim, manager, ops.resumeOrder, on, expect("RESUMED"));
    await agenda.work(random.int(1, 8) * hour);
    await act(sim, job.repairer, ops.arrive, on, expect("ARRIVED"));
    await agenda.work(random.int(10, 90) * minute);
    await submit(sim, errand, job);
  }
  await agenda.work(random.int(5, 60) * minute);
  await act(sim, head, ops.approveOrder, on, expect("APPROVED"));
  await act(sim, head, ops.closeOrder, on, expect("CLOSED"));
}

async function submit(sim: Sim, errand: Errand, job: Job): Promise<void> {
  const submitted = expecting(errand, "SUBMITTED");
  const done = { workOrder: job.id, note: "已修好" };
  const { project, firm } = errand.place;
  // Nobody approves what they reported themselves, and a head who leads a service centre has to approve.
  if (project!.manager.id === firm!.head.id || errand.random.chance(0.4)) {
    const photo = await sendPhoto(sim.hub, job.repairer, job.id, ops.photo);
    await act(sim, job.repairer, ops.submitOrder, { ...done, photos: [photo] }, submitted);
    return count(sim, "work shown by photo");
  }
  await act(sim, project!.manager, ops.submitOrder, done, submitted);
  count(sim, "work reported by proxy");
}
