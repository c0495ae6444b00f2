import type { EntityManager } from "@mikro-orm/postgresql";

import type { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { Grid } from "../grid/grid.entity.js";

/** The grid's people: its leader and its workers. */
export async function officersOf(em: EntityManager, { gridId }: Complaint): Promise<string[]> {
  const { leader, workers } = await em.findOneOrFail(Grid, gridId);
  return [leader.personId, ...workers.map(({ personId }) => personId)];
}

async function leaderOf(em: EntityManager, { gridId }: Complaint): Promise<string[]> {
  return [(await em.findOneOrFail(Grid, gridId)).leader.personId];
}

/**
 * Who has the case now: the responsible firm's project manager, or the grid leader where the
 * community has no firm or the case is none of the firm's duty.
 */
export async function handlersOf(em: EntityManager, complaint: Complaint): Promise<string[]> {
  const { responsibleFirmId, outOfScopeAt } = complaint;
  return responsibleFirmId && !outOfScopeAt ? [responsibleFirmId] : leaderOf(em, complaint);
}

type Party = "HANDLER" | "GRID" | "LEADER" | "REPORTER" | "ASKED";

/** Who is told of a step that somebody else took. */
const toldOf: Partial<Record<ComplaintStep, readonly Party[]>> = {
  DISPATCH: ["HANDLER", "REPORTER"],
  RESPOND: ["REPORTER"],
  RESOLVE: ["GRID", "REPORTER"],
  CLOSE: ["REPORTER"],
  MERGE: ["REPORTER"],
  UNMERGE: ["REPORTER"],
  REJECT: ["REPORTER"],
  MARK_OUT_OF_SCOPE: ["LEADER", "REPORTER"],
  RETURN: ["GRID"],
  REQUEST_SUSPENSION: ["GRID"],
  SUSPEND: ["ASKED", "HANDLER", "REPORTER"],
  REFUSE_SUSPENSION: ["ASKED"],
  RESUME: ["HANDLER", "REPORTER"],
  REOPEN: ["GRID"],
};

/** Whether the reporter is told of a step; then whoever reported the same is told too. */
export const reporterIsToldOf = (step: ComplaintStep): boolean =>
  toldOf[step]?.includes("REPORTER") ?? false;

/**
 * Whom a step concerns, but for who took it.
 * @param asked - who had asked for the suspension that the step settles
 */
export async function recipientsOf(
  em: EntityManager,
  complaint: Complaint,
  step: ComplaintStep,
  { by, asked }: { by: string; asked: string | null },
): Promise<string[]> {
  const addresses: Record<Party, () => Promise<string[]>> = {
    HANDLER: () => handlersOf(em, complaint),
    GRID: () => officersOf(em, complaint),
    LEADER: () => leaderOf(em, complaint),
    REPORTER: async () => [complaint.reporterId],
    ASKED: async () => (asked ? [asked] : []),
  };
  const found = await Promise.all((toldOf[step] ?? []).map((party) => addresses[party]()));
  return found.flat().filter((address) => address !== by);
}
