import type { Who } from "../hub/client.js";
import type { Random } from "../random.js";
import { act, attempt, count, randomOf, type Sim, until } from "../sim.js";
import { day, hour, iso, minute, shanghaiHour } from "../time.js";
import { clean } from "./cleaning.js";
import { consult } from "./help.js";
import { bringIn, type Taken } from "./intake.js";
import { confirmLadder } from "./ladder.js";
import { type Manner, within } from "./manners.js";
import { ops } from "./operations.js";
import type { PlannedCase } from "./plan.js";
import { openService } from "./handed-over.js";
import { tellHeadOffice } from "./head-office.js";
import { type Errand, type Job, finishOrder, takeOrder } from "./work-order.js";

/** Somebody in a case's story and what it is about. */
export interface Story extends Taken {
  readonly plan: PlannedCase;
  readonly random: Random;
  readonly worker: Who;
  readonly manner: Manner;
}

/** Categories in which a crew of cleaners can help. */
const dirty = new Set(["LITTERING", "SEWAGE", "DRAINS"]);
/** Categories that a repairer sometimes cannot explain. */
const hard = new Set(["WATER_LEAK", "SEWAGE", "LIFT", "GARAGE_BARRIER", "FACADE_FALLING"]);
/** Categories that often turn out to be somebody else's. */
const elsewhere = new Set([
  "ILLEGAL_RENOVATION",
  "DOGS",
  "NOISE",
  "ILLEGAL_CLASSES",
  "FIRE_ACCESS",
]);

/** Nobody goes out to file or to look in the small hours. */
const toDaytime = (at: number): number => {
  const clock = shanghaiHour(at);
  return clock >= 7 && clock < 22 ? 0 : ((31 - clock) % 24) * hour;
};

/**
 * The life of one complaint, from the call to the closing, as residents, grid and firm would live it.
 */
export async function liveCase(sim: Sim, plan: PlannedCase, manner: Manner): Promise<void> {
  const { agenda } = sim;
  const random = randomOf(sim, `case/${plan.index}`);
  const taken = await bringIn(sim, plan);
  if (!taken) return;
  const { id } = taken;
  const worker = plan.community.workers[0]!;
  const story: Story = { ...taken, plan, random, worker, manner };
  sim.stories.set(id, story);
  count(sim, "tickets");
  await tellHeadOffice(sim, story);

  await agenda.sleep(random.int(3, 35) * minute + (random.chance(0.5) ? toDaytime(agenda.now) : 0));
  const same = [...sim.stories.values()].find((one) => one.plan.index === plan.repeats)?.id;
  if (same && (await mergeInto(sim, story, same))) return;
  const advanced = { expect: [`case:ADVANCED:${id}`] };
  await act(sim, worker, ops.file, { complaint: id }, advanced);
  if (random.chance(0.02)) {
    await act(sim, worker, ops.reject, { complaint: id, reason: "不属于社区受理范围" }, advanced);
    return count(sim, "rejected");
  }
  await agenda.sleep(random.int(1, 25) * minute);
  await send(sim, story);
  const solved = await handle(sim, story, true);
  if (!solved) return count(sim, "left open");
  await finish(sim, story);
}

/** Joins a repeated complaint to the first; false when that one is over already. */
async function mergeInto(sim: Sim, { id, worker }: Story, into: string): Promise<boolean> {
  const { complaint } = await sim.hub.ask(
    worker,
    "query ($id: ID!) { complaint(id: $id) { duplicates { complaint { id } percent } } }",
    { id },
  );
  if (complaint.duplicates.length > 0) count(sim, "duplicates hinted at");
  const expect = [`case:ADVANCED:${id}`, `case:NOTED:${into}`];
  const merge = () => act(sim, worker, ops.merge, { complaint: id, into }, { expect });
  if (!(await attempt(merge, "INVALID_INPUT"))) return false;
  count(sim, "merged");
  return true;
}

/** Sends a case to whoever is responsible; the firm's work order follows by itself. */
async function send(sim: Sim, { id, plan, worker }: Story): Promise<void> {
  const { observer } = sim;
  const { community } = plan;
  const isNew = observer.caseOf(id).openOrders.size === 0;
  const { responsibleFirm } = await act(
    sim,
    worker,
    ops.dispatch,
    { complaint: id },
    { expect: [`case:DISPATCHED:${id}`], selection: "responsibleFirm { id }" },
  );
  count(sim, "dispatched");
  if (!isNew || !responsibleFirm) return;
  observer.expectations.expect(`order:CREATED:${id}`);
  await until(sim, `work order of ${id}`, () => observer.caseOf(id).openOrders.size > 0);
  if (!community.project) await openService(sim, community, responsibleFirm.id);
  if (community.project!.since > 0) count(sim, "dispatched to the firm that took over");
}

/** Sends somebody with the case's open order; null when there is none. */
async function sendSomebody(sim: Sim, story: Story): Promise<Job | null> {
  const [order] = sim.observer.caseOf(story.id).openOrders;
  return order === undefined ? null : takeOrder(sim, errandOf(story), order);
}

const errandOf = ({ id, plan, random, manner }: Story): Errand => ({
  subject: id,
  place: plan.community,
  random,
  manner,
});

/** From the dispatch to the solution; false when it is still open at the end. */
async function handle(sim: Sim, story: Story, first: boolean): Promise<boolean> {
  const { agenda } = sim;
  const { id, plan, random, manner } = story;
  const { project, firm } = plan.community;
  const advanced = { expect: [`case:ADVANCED:${id}`] };
  if (!project || !firm) return handleByGrid(sim, story);
  const manager = project.manager;
  const step = (op: (typeof ops)["respond" | "start" | "resolve"]) =>
    act(sim, manager, op, { complaint: id }, advanced);

  await agenda.work(within(random, manner.respond));
  if (first && random.chance(elsewhere.has(plan.category) ? 0.4 : 0.05))
    return outOfScope(sim, story);
  if (first && random.chance(0.05)) {
    const reason = "地址不清,请核实后再派";
    await act(sim, manager, ops.giveBack, { complaint: id, reason }, advanced);
    count(sim, "returned");
    await agenda.sleep(random.int(20, 200) * minute);
    await send(sim, story);
    await agenda.work(random.int(5, 40) * minute);
  }
  await step(ops.respond);
  const job: Job | null = await sendSomebody(sim, story);
  await step(ops.start);
  if (random.chance(0.05)) await putOff(sim, story);
  if (dirty.has(plan.category)) await clean(sim, story);
  if (hard.has(plan.category) && random.chance(0.3)) await consult(sim, story, job);
  await agenda.work(within(random, manner.work));
  if (job) await finishOrder(sim, errandOf(story), job);
  await step(ops.resolve);
  count(sim, `resolved by ${manner.name} firms`);
  return true;
}

/** Where there is no firm, the grid sees to it. */
async function handleByGrid(sim: Sim, { id, random, worker }: Story): Promise<boolean> {
  const advanced = { expect: [`case:ADVANCED:${id}`] };
  await sim.agenda.work(random.int(10, 150) * minute);
  await act(sim, worker, ops.respond, { complaint: id }, advanced);
  await sim.agenda.work(random.int(1, 5) * hour);
  await act(sim, worker, ops.start, { complaint: id }, advanced);
  await sim.agenda.work(random.int(6, 70) * hour);
  await act(sim, worker, ops.resolve, { complaint: id }, advanced);
  count(sim, "resolved by the grid");
  return true;
}

/** Not the firm's duty: it says so to the grid, or forgets to and the grid finds out. */
async function outOfScope(sim: Sim, story: Story): Promise<boolean> {
  const { id, plan, random, worker, manner } = story;
  const reports = random.chance(manner.satisfaction - 0.1);
  if (!reports) await sim.agenda.work(random.int(2, 12) * hour);
  const who = reports ? plan.community.project!.manager : worker;
  const input = { complaint: id, reason: "不属于物业职责,应由相关部门处理" };
  await act(sim, who, ops.outOfScope, input, { expect: [`case:ADVANCED:${id}`] });
  count(sim, reports ? "out of scope, reported" : "out of scope, forgotten");
  const job = await sendSomebody(sim, story);
  if (job) await finishOrder(sim, errandOf(story), job);
  await sim.agenda.work(random.int(5, 70) * hour);
  const expect = [`case:ADVANCED:${id}`];
  await act(sim, worker, ops.resolve, { complaint: id }, { expect });
  return true;
}

/** The firm asks for a delay; the leader of the grid allows it, and it ends by itself. */
async function putOff(sim: Sim, { id, plan, random }: Story): Promise<void> {
  const { agenda, observer } = sim;
  const expect = [`case:ADVANCED:${id}`];
  const until_ = agenda.now + random.int(1, 4) * day;
  const input = { complaint: id, reason: "等待配件到货", until: iso(until_) };
  await act(sim, plan.community.project!.manager, ops.askSuspension, input, { expect });
  await agenda.work(random.int(5, 40) * minute);
  await act(sim, plan.community.leader, ops.suspend, { complaint: id }, { expect });
  count(sim, "suspended");
  await agenda.work(until_ - agenda.now);
  observer.expectations.expect(`case:ADVANCED:${id}`);
  await until(sim, `resuming of ${id}`, () => observer.caseOf(id).state !== "SUSPENDED");
}

/** Seen, told, asked, closed; whoever is not content may see it taken up again. */
async function finish(sim: Sim, story: Story, again = false): Promise<void> {
  const { agenda, observer } = sim;
  const { id, ticket, random, worker, manner, reporter } = story;
  const expect = [`case:ADVANCED:${id}`];
  await agenda.sleep(random.int(20, 300) * minute);
  await confirmLadder(sim, story);
  await act(sim, worker, ops.verify, { complaint: id }, { expect });
  await agenda.sleep(random.int(10, 600) * minute);
  const satisfied = random.chance(0.1) ? null : random.chance(manner.satisfaction);
  count(sim, satisfied === null ? "unanswered" : satisfied ? "satisfied" : "unsatisfied");
  if (ticket && !again) {
    // The desk alone has the number: it asks the caller, and the case hears of it.
    await until(sim, `ticket of ${id}`, () => observer.things.get(ticket)?.state === "RESOLVED");
    const fed = { expect: [`ticket:FEED_BACK:${ticket}`, ...expect] };
    await act(sim, random.pick(sim.world.clerks), ops.feedBack, { ticket, satisfied }, fed);
    await until(sim, `callback of ${id}`, () => observer.caseOf(id).state === "CALLED_BACK");
  } else {
    await act(sim, worker, ops.callBack, { complaint: id, satisfied }, { expect });
  }
  if (satisfied === false && !again && random.chance(0.6)) {
    await agenda.sleep(random.int(5, 200) * minute);
    const input = { complaint: id, reason: "问题没有真正解决" };
    await act(sim, reporter ?? worker, ops.reopen, input, { expect });
    count(sim, "reopened");
    await agenda.sleep(random.int(5, 60) * minute);
    await send(sim, story);
    if (await handle(sim, story, false)) await finish(sim, story, true);
    return;
  }
  await agenda.sleep(random.int(5, 60) * minute);
  await act(sim, worker, ops.close, { complaint: id }, { expect });
  count(sim, "closed");
}
