import { act, count, randomOf, type Sim } from "../sim.js";
import { day, hour, minute, shanghaiDate } from "../time.js";
import type { Community, Firm } from "../world.js";
import { ops } from "./operations.js";

/** Each month's report, due by the 2nd: handed in by the person named for it, or forgotten. */
export function liveReports(sim: Sim, firm: Firm, places: readonly Community[]): void {
  const { agenda, from, to, hub } = sim;
  for (let start = from; start < to; start += day) {
    if (!shanghaiDate(start).endsWith("-02")) continue;
    agenda.begin(start + 15 * hour + places.length * minute, async () => {
      const random = randomOf(sim, `report/${firm.operator}/${shanghaiDate(start)}`);
      const { monthlyReports } = await hub.ask(
        firm.head,
        "query ($firm: ID!) { monthlyReports(firm: $firm, states: [DUE], first: 50) { edges { node { id project { id } } } } }",
        { firm: firm.id },
      );
      for (const { node } of monthlyReports.edges) {
        const place = places.find(({ project }) => project!.id === node.project.id);
        if (!place || random.chance(0.25)) {
          count(sim, "reports forgotten");
          continue;
        }
        const report = { report: node.id, summary: "本月工作正常,无重大事件" };
        const expect = [`report:SUBMITTED:${node.id}`];
        await act(sim, place.project!.manager, ops.submitReport, report, { expect });
        count(sim, "reports in time");
      }
    });
  }
}
