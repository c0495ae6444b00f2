import { act, count, type Sim } from "../sim.js";
import { day, hour } from "../time.js";
import type { Community, Firm } from "../world.js";
import { ops } from "./operations.js";

/** Somebody is clocked in where they work, and meanwhile at another of the firm's sites: both are flagged. */
export function liveAttendance(sim: Sim, firm: Firm, places: readonly Community[]): void {
  const { agenda, from, hub, mishaps } = sim;
  const [first, second] = places.map(({ project }) => project!);
  const worker = first?.staff.at(-1);
  if (!first || !second || !worker || worker === first.manager) return;
  agenda.begin(from + 2 * day + 8 * hour, async () => {
    const open: string[] = [];
    for (const { id } of [first, second]) {
      const came = { project: id, staff: worker.staffId };
      open.push((await act(sim, firm.head, ops.clockIn, came)).id);
    }
    const { attendance } = await hub.ask(
      firm.head,
      "query ($firm: ID!) { attendance(firm: $firm, atTwoSites: true, first: 20) { edges { node { id } } } }",
      { firm: firm.id },
    );
    const flagged = attendance.edges.map(({ node }: any) => node.id);
    if (open.every((id) => flagged.includes(id))) count(sim, "staff found at two sites");
    else mishaps.push({ about: worker.staffId, what: "two sites at once were not flagged" });
    for (const id of open) await act(sim, firm.head, ops.clockOut, { attendance: id });
  });
}
