import { act, attempt, count, randomOf, type Sim } from "../sim.js";
import { day, hour, minute } from "../time.js";
import type { Story } from "./case.js";
import { ops } from "./operations.js";

/** A supervision that was opened. */
export interface Opened {
  readonly id: string;
  readonly firmId: string;
  /** The case that it is about. */
  readonly complaintId: string;
}

/**
 * What becomes of a firm whose case had to be told to the consortium: an interview; whoever does not
 * better itself is told of to all members, then loses credit, and may appeal to somebody else.
 */
export async function superviseFirm(
  sim: Sim,
  { id, firmId, complaintId }: Opened,
  { plan, manner }: Story,
): Promise<void> {
  const { agenda, world, mishaps } = sim;
  const { secretary, clerks } = world;
  const random = randomOf(sim, `conduct/${plan.index}/${firmId}`);
  const betters = manner.answersLevel;
  const firm = world.firms.find((one) => one.id === firmId)!;
  const on = { conductCase: id };
  const expect = (step: string) => ({ expect: [`conduct:${step}:${complaintId}`] });
  await agenda.work(random.int(4, 24) * hour);
  const interview = {
    ...on,
    interviewWith: firm.head.name,
    record: "已当面说明逾期情况,承诺加派人手、当日答复",
  };
  // Where the case turned out to be none of the firm's, the supervision has ended by itself.
  const held = await attempt(
    () => act(sim, secretary, ops.interview, interview, expect("INTERVIEW")),
    "ILLEGAL_TRANSITION",
  );
  if (!held) return count(sim, "supervisions dropped");
  count(sim, "interviews");
  await agenda.work(random.int(24, 72) * hour);
  const close = (): Promise<unknown> =>
    act(sim, secretary, ops.closeConduct, { ...on, note: "已整改" }, expect("CLOSE"));
  if (random.chance(betters)) return void (await close());
  const circular = { ...on, text: "约谈后仍未按时答复诉求,予以通报" };
  await act(sim, secretary, ops.circulate, circular, expect("CIRCULATE"));
  count(sim, "circulars");
  await agenda.work(day);
  if (random.chance(betters / 2)) return void (await close());
  const deduction = { ...on, points: random.int(1, 5), evidence: "逾期记录与约谈记录" };
  await act(sim, secretary, ops.deduct, deduction, expect("DEDUCT"));
  count(sim, "deductions");
  if (random.chance(0.5)) {
    await agenda.work(random.int(5, 50) * hour);
    const appeal = { ...on, reason: "配件断供,非本公司所能控制" };
    await act(sim, firm.head, ops.appeal, appeal, expect("APPEAL"));
    count(sim, "appeals");
    await agenda.work(30 * minute);
    const uphold = random.chance(0.6);
    const decision = { ...on, uphold, reason: uphold ? "不足以免责" : "情况属实,予以撤销" };
    if (await attempt(() => act(sim, secretary, ops.decideAppeal, decision), "FORBIDDEN"))
      mishaps.push({ about: id, what: "who took the credit decided on the appeal" });
    const decided = expect(uphold ? "UPHOLD" : "REVOKE");
    await act(sim, random.pick(clerks), ops.decideAppeal, decision, decided);
  }
  await agenda.work(hour);
  await close();
}
