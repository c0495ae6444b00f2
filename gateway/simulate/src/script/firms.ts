import type { Sim } from "../sim.js";
import { liveAttendance } from "./attendance.js";
import { liveDuties } from "./duties.js";
import { liveHomes } from "./homes.js";
import { liveInspections } from "./inspections.js";
import { liveReports } from "./reports.js";

/** Firms whose own affairs are played and watched: some with an agreement about the platform, some without. */
const played = 4;

/** Begins what happens within firms; gives the firms whose own streams are to be watched. */
export function liveFirms(sim: Sim): string[] {
  const { world } = sim;
  const places = world.communities.filter(({ project, firm }) => project && firm?.isActive);
  const firms = world.firms
    .filter((firm) => places.some((one) => one.firm === firm))
    .slice(0, played);
  for (const [index, firm] of firms.entries()) {
    const mine = places.filter((one) => one.firm === firm);
    liveDuties(sim, firm, mine[0]!, index);
    liveInspections(sim, firm, mine[0]!);
    liveAttendance(sim, firm, mine);
    liveHomes(sim, firm, mine);
    liveReports(sim, firm, mine);
  }
  return firms.map(({ id }) => id);
}
