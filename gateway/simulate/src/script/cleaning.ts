import { act, count, type Sim } from "../sim.js";
import { hour, iso, minute } from "../time.js";
import type { Story } from "./case.js";
import { ops } from "./operations.js";
import { sendPhoto } from "./photo.js";

/** The firm sends the contractor's crew; they check in by photo, or their leader does it for them. */
export async function clean(sim: Sim, story: Story): Promise<void> {
  const { agenda } = sim;
  const { id, plan, random, worker } = story;
  const { cleaning, project } = plan.community;
  if (!cleaning || !project) return;
  const expect = (kind: string) => ({ expect: [`task:${kind}:${id}`] });
  const order = {
    complaint: id,
    contractor: cleaning.contractorId,
    title: "清理现场",
    place: plan.publicPlace,
    dueAt: iso(agenda.now + random.int(3, 8) * hour + minute),
  };
  const { id: task } = await act(sim, project.manager, ops.cleaning, order, expect("CREATED"));
  count(sim, "cleaning tasks");
  await agenda.work(random.int(20, 300) * minute);
  const cleaner = random.pick(cleaning.cleaners);
  const byPhoto = random.chance(0.35);
  for (const verb of ["ARRIVED", "DONE"]) {
    if (byPhoto) {
      const photos = [await sendPhoto(sim.hub, cleaner, task, ops.cleaningPhoto)];
      await act(sim, cleaner, ops.checkIn, { task, verb, photos }, expect("CHECKED_IN"));
    } else {
      const entered = { task, verb, cleaner: cleaner.cleanerId };
      await act(sim, cleaning.leader, ops.proxyCheckIn, entered, expect("CHECKED_IN"));
    }
    count(sim, byPhoto ? "check-ins by photo" : "check-ins by proxy");
    await agenda.work(random.int(10, 240) * minute);
  }
  await act(sim, worker, ops.verifyCleaning, { task }, expect("VERIFIED"));
}
