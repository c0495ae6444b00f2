import { act, count, type Sim } from "../sim.js";
import { hour, iso, minute } from "../time.js";
import type { Cleaner } from "../world.js";
import type { Story } from "./case.js";
import { beAtTwoSites } from "./double-site.js";
import { ops } from "./operations.js";
import { sendPhoto } from "./photo.js";

/** The firm sends the contractor's crew; they check in by photo or SMS, or their leader does it for them. */
export async function clean(sim: Sim, story: Story): Promise<void> {
  const { agenda, carrier } = sim;
  const { id, plan, random, worker } = story;
  const { cleaning } = plan.community;
  if (!cleaning) return;
  const expect = (kind: string) => ({ expect: [`task:${kind}:${id}`] });
  const task = await orderCleaning(sim, story);
  await agenda.work(random.int(20, 300) * minute);
  const bySms = carrier && cleaning.cleaners.filter(({ featurePhone }) => featurePhone);
  if (bySms && bySms.length > 0 && random.chance(0.4)) {
    await checkInBySms(sim, story, random.pick(bySms), cleaning.contractorId);
  } else {
    const cleaner = random.pick(cleaning.cleaners);
    const byPhoto = !cleaner.featurePhone && random.chance(0.5);
    for (const verb of ["ARRIVED", "DONE"]) {
      if (byPhoto) {
        const photos = [await sendPhoto(sim.hub, cleaner, task, ops.cleaningPhoto)];
        await act(sim, cleaner, ops.checkIn, { task, verb, photos }, expect("CHECKED_IN"));
      } else {
        const entered = { task, verb, cleaner: cleaner.cleanerId };
        await act(sim, cleaning.leader, ops.proxyCheckIn, entered, expect("CHECKED_IN"));
        if (verb === "DONE") await beAtTwoSites(sim, story, cleaner);
      }
      count(sim, byPhoto ? "check-ins by photo" : "check-ins by proxy");
      await agenda.work(random.int(10, 240) * minute);
    }
  }
  await act(sim, worker, ops.verifyCleaning, { task }, expect("VERIFIED"));
}

/** Writes a task for the crew; gives its id. */
export async function orderCleaning(sim: Sim, { id, plan, random }: Story): Promise<string> {
  const { cleaning, project } = plan.community;
  const order = {
    complaint: id,
    contractor: cleaning!.contractorId,
    title: "清理现场",
    place: plan.publicPlace,
    dueAt: iso(sim.agenda.now + random.int(3, 8) * hour + minute),
  };
  const created = { expect: [`task:CREATED:${id}`] };
  const task = await act(sim, project!.manager, ops.cleaning, order, created);
  count(sim, "cleaning tasks");
  return task.id;
}

/** By digits alone, as a telephone of old can send: what is there, taken, there, done. */
async function checkInBySms(
  sim: Sim,
  { id, plan, random }: Story,
  { featurePhone: phone }: Cleaner,
  contractor: string,
): Promise<void> {
  const send = (text: string): Promise<string> => sim.carrier!.exchange(contractor, phone!, text);
  const place = plan.publicPlace.slice(0, 8);
  const list = await send("0");
  const code = list
    .split(";")
    .find((row) => row.includes(place))
    ?.slice(0, 2);
  if (!code) throw new Error(`the task at ${place} is not in the list ${list}`);
  await send(`${code}4`);
  for (const digit of ["3", "1"]) {
    await send(code + digit);
    sim.observer.expectations.expect(`task:CHECKED_IN:${id}`);
    count(sim, "check-ins by SMS");
    await sim.agenda.work(random.int(10, 240) * minute);
  }
}
