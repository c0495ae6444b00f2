import { act, attempt, count, randomOf, type Sim } from "../sim.js";
import { day, hour, minute, shanghaiDate } from "../time.js";
import type { Firm, Staff } from "../world.js";
import { ops } from "./operations.js";

/** Each month is settled on the 1st; who is to pay may object to it, and the firm decides. */
export function liveSettlements(sim: Sim, firm: Firm, workers: readonly Staff[]): void {
  const { agenda, from, to } = sim;
  for (let start = from + day; start < to; start += day)
    if (shanghaiDate(start).endsWith("-01"))
      agenda.begin(start + 14 * hour, () => readSettlement(sim, firm, workers, start));
}

async function readSettlement(
  sim: Sim,
  firm: Firm,
  workers: readonly Staff[],
  first: number,
): Promise<void> {
  const { agenda, hub, mishaps } = sim;
  const month = shanghaiDate(first - day).slice(0, 7);
  const random = randomOf(sim, `settlement/${firm.operator}/${month}`);
  const { settlements, labourEntries } = await hub.ask(
    firm.head,
    `query ($firm: ID!) {
      settlements(firm: $firm) { month }
      labourEntries(firm: $firm, first: 100) { edges { node { id kind amountFen at staff { id } } } } }`,
    { firm: firm.id },
  );
  const entries: any[] = labourEntries.edges
    .map(({ node }: any) => node)
    .filter(({ at }: any) => shanghaiDate(Date.parse(at)).startsWith(month));
  const settled = settlements.find((one: any) => one.month === month);
  if (!settled) {
    if (entries.length > 0)
      mishaps.push({ about: firm.shortName, what: `${month} was not settled on the 1st` });
    return;
  }
  count(sim, "months settled");
  const penalties = entries.filter(({ kind }) => kind === "PENALTY");
  count(sim, "penalties", penalties.length);
  count(sim, "rewards", entries.filter(({ kind }) => kind === "REWARD").length);
  const [entry] = random.sample(penalties, 1);
  const person = workers.find(({ staffId }) => staffId === entry?.staff.id);
  if (!entry || !person) return;
  const objection = { entry: entry.id, reason: "当天被临时派去抢修,有工单为证" };
  const { id: dispute } = await act(sim, person, ops.dispute, objection);
  sim.observer.expectations.expect(`settlement:DISPUTED:${dispute}`);
  count(sim, "settlements disputed");
  if (await attempt(() => act(sim, person, ops.dispute, objection, { once: true }), "CONFLICT"))
    mishaps.push({ about: entry.id, what: "the same amount was disputed twice" });
  await agenda.work(random.int(60, 900) * minute);
  const upheld = random.chance(0.5);
  const decision = { dispute, upheld, resolution: upheld ? "情况属实,冲回" : "不成立,维持" };
  const decided = { expect: [`settlement:RESOLVED:${dispute}`] };
  await act(sim, firm.head, ops.resolveDispute, decision, decided);
  if (upheld) count(sim, "penalties taken back");
}
