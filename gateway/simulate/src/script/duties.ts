import { act, attempt, count, randomOf, type Sim, until } from "../sim.js";
import { day, hour, minute, shanghaiDate } from "../time.js";
import type { Community, Firm, Staff } from "../world.js";
import { liveSettlements } from "./disputes.js";
import { ops } from "./operations.js";
import { sendPhoto } from "./photo.js";

const duties = ["巡查消防通道", "检查水泵房"] as const;

/** What a firm says to the platform: most sign, one declines with a letter, one is never asked. */
const answers = ["accept", "refuse", "accept", "none"] as const;

/** A firm's daily tasks: sent every morning, answered with a photo or opened to be grabbed at noon. */
export function liveDuties(sim: Sim, firm: Firm, place: Community, index: number): void {
  const { agenda, from, to } = sim;
  const { staff, manager, id: project } = place.project!;
  const workers = staff.filter((one) => one !== manager).slice(0, 4);
  if (workers.length < 3) return;
  agenda.begin(from + 9 * hour + index * minute, async () => {
    await agree(sim, firm, place, answers[index]!);
    for (const worker of workers)
      await act(sim, manager, ops.clockIn, { project, staff: worker.staffId });
    for (const [at, title] of duties.entries()) {
      const plan = { project, staff: workers[at]!.staffId, title, weekdays: [1, 3, 5] };
      await act(sim, manager, ops.planDuty, plan);
    }
  });
  liveSettlements(sim, firm, workers);
  for (let start = from; start < to; start += day)
    agenda.begin(start + 10 * hour + index * minute, () => liveDay(sim, firm, workers, start));
}

async function agree(
  sim: Sim,
  firm: Firm,
  { id: community, committee }: Community,
  answer: (typeof answers)[number],
): Promise<void> {
  if (answer === "none") return;
  const { hub, agenda, to } = sim;
  const data = await hub.ask(
    committee,
    "query ($id: ID!) { community(id: $id) { serviceContract { id state } } }",
    { id: community },
  );
  const contract = data["community"].serviceContract;
  if (contract?.state !== "ACTIVE") return;
  const terms = {
    contract: contract.id,
    title: "关于使用互通平台的补充协议",
    text: "双方同意以平台记录作为日常任务和抢单奖惩的依据。",
    namesPlatform: true,
    penaltyFen: 2000,
    rewardFen: 1500,
    startsOn: shanghaiDate(agenda.now),
    // One of them runs out before the end: from then on nothing is entered any more.
    endsOn: shanghaiDate(firm.operator === "f01" ? (agenda.now + to) / 2 : to + 90 * day),
  };
  const expect = (kind: string, id: string) => ({ expect: [`agreement:${kind}:${id}`] });
  const { id: agreement } = await act(sim, committee, ops.propose, terms);
  count(sim, "agreements proposed");
  sim.observer.expectations.expect(`agreement:PROPOSED:${agreement}`);
  if (answer === "accept") {
    const signed = expect("ACCEPTED", agreement);
    await act(sim, firm.head, ops.acceptAgreement, { agreement }, signed);
    agenda.begin(Date.parse(`${terms.endsOn}T00:00:00+08:00`) + day, () => expire(sim, agreement));
  } else {
    const letter = "本公司已有日常检查、月度排名和年度考核,合同未约定使用平台,恕不接受。";
    const declined = expect("REFUSED", agreement);
    await act(sim, firm.head, ops.refuseAgreement, { agreement, letter }, declined);
  }
  count(sim, answer === "accept" ? "agreements signed" : "agreements refused");
}

/** The day after its last one: from now on nothing is entered by it. */
async function expire(sim: Sim, agreement: string): Promise<void> {
  sim.observer.expectations.expect(`agreement:EXPIRED:${agreement}`);
  const told = () => sim.observer.things.get(agreement)?.state === "EXPIRED";
  if (await until(sim, `end of ${agreement}`, told)) count(sim, "agreements expired");
}

/** One day of a firm: who answers in time, and who grabs what was left. */
async function liveDay(
  sim: Sim,
  firm: Firm,
  workers: readonly Staff[],
  start: number,
): Promise<void> {
  const { agenda, hub } = sim;
  const random = randomOf(sim, `duty/${firm.operator}/${shanghaiDate(start)}`);
  const tasks = async (state: string): Promise<any[]> => {
    const { dailyTasks } = await hub.ask(
      firm.head,
      `query ($firm: ID!) { dailyTasks(firm: $firm, states: [${state}], first: 20) { edges { node { id date responsible { id } } } } }`,
      { firm: firm.id },
    );
    const today = shanghaiDate(start);
    return dailyTasks.edges.map(({ node }: any) => node).filter(({ date }: any) => date === today);
  };
  for (const task of await tasks("SENT")) {
    if (!random.chance(0.6)) continue;
    const who = workers.find(({ staffId }) => staffId === task.responsible.id)!;
    const photos = [await sendPhoto(hub, who, task.id, ops.photo)];
    const done = { expect: [`duty:DONE:${task.id}`] };
    await act(sim, who, ops.answerDuty, { task: task.id, photos }, done);
    count(sim, "daily tasks answered");
  }
  await agenda.sleep(start + 12 * hour + 20 * minute - agenda.now);
  for (const task of await tasks("OPEN")) await grab(sim, task, workers, random.chance(0.8));
}

/** Everybody else tries at once: one of them wins. */
async function grab(
  sim: Sim,
  task: any,
  workers: readonly Staff[],
  finishes: boolean,
): Promise<void> {
  const { agenda, hub, mishaps, observer } = sim;
  const others = workers.filter(({ staffId }) => staffId !== task.responsible.id);
  const once = { once: true, selection: "penaltyFen" };
  let held: any;
  const outcomes = await Promise.all(
    others.map((who) =>
      attempt(
        async () => (held = await act(sim, who, ops.grab, { task: task.id }, once)),
        "CONFLICT",
        "ILLEGAL_TRANSITION",
        "GRAB_REFUSED",
      ),
    ),
  );
  const won = outcomes.filter(Boolean).length;
  count(sim, "grabs raced");
  if (won > 1) mishaps.push({ about: task.id, what: `${won} grabbed the same task` });
  if (won === 0) return;
  count(sim, `grabs ${held.penaltyFen === null ? "without" : "under"} an agreement`);
  observer.expectations.expect(`duty:GRABBED:${task.id}`);
  if (!finishes) return;
  const winner = others[outcomes.indexOf(true)]!;
  await agenda.sleep(40 * minute);
  const photos = [await sendPhoto(hub, winner, task.id, ops.photo)];
  const done = { expect: [`duty:DONE:${task.id}`] };
  await act(sim, winner, ops.answerDuty, { task: task.id, photos }, done);
  count(sim, "grabbed tasks done");
}
