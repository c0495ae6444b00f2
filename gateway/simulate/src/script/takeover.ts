import { act, count, randomOf, type Sim } from "../sim.js";
import { day, hour, shanghaiDate } from "../time.js";
import { ops } from "./operations.js";

/** In its second week, the community that no firm serves looks for one, with the consortium's help. */
export function takeOver(sim: Sim): void {
  const { agenda, world, from, to } = sim;
  const begins = from + 8 * day + 9 * hour;
  const community = world.communities.find(({ firm }) => firm === null);
  if (!community || begins > to) return;
  agenda.begin(begins, async () => {
    const random = randomOf(sim, "takeover");
    const asked = { community: community.id, reason: "原物业合同到期撤离,保洁和秩序无人负责" };
    const { id: takeover } = await act(sim, community.leader, ops.requestTakeover, asked);
    const expect = (step: string) => ({ expect: [`takeover:${step}:${takeover}`] });
    sim.observer.expectations.expect(`takeover:REQUEST:${takeover}`);
    const willing = random.sample(
      world.firms.filter(({ isActive }) => isActive),
      3,
    );
    for (const firm of willing) {
      await agenda.sleep(random.int(2, 20) * hour);
      const said = { takeover, text: "本公司有能力,也愿意接管" };
      await act(sim, firm.head, ops.willing, said, expect("DECLARE"));
    }
    const consulted = { takeover, text: "已征求社区和业主意见" };
    await act(sim, world.secretary, ops.consult, consulted, expect("CONSULT"));
    await agenda.sleep(day);
    for (const [firm, approve] of [
      [willing[0]!, false],
      [willing[1]!, true],
    ] as const) {
      const named = { takeover, firm: firm.id, text: `推荐${firm.shortName}` };
      await act(sim, world.secretary, ops.recommend, named, expect("RECOMMEND"));
      await agenda.sleep(2 * day);
      const decision = {
        takeover,
        approve,
        text: approve ? "业主表决同意接管" : "业主不同意,请再推荐",
      };
      await act(
        sim,
        community.committee,
        ops.decide,
        decision,
        expect(approve ? "DECIDE" : "DECLINE"),
      );
    }
    const on = shanghaiDate(agenda.now + 3 * day);
    const handed = { takeover, on, text: "按约定日期交接" };
    await act(sim, world.secretary, ops.handOver, handed, expect("HAND_OVER"));
    count(sim, "takeovers");
  });
}
