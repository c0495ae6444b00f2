import { type Context, HutongError, invalidInput, now } from "@hutong/kit";

import type { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { readComplaint } from "../complaint/complaint.service.js";
import { prepareStep, save, takeStep } from "../complaint/complaint-steps.service.js";
import { ComplaintStep, endedStates } from "../complaint/complaint.state.js";
import { settingsOf } from "../settings/settings.service.js";
import { mergedInto } from "./merged.js";

/**
 * Joins duplicates to the case that goes on, all of them or none. What had been joined to them goes
 * along, so that whoever reported is told by the case that is worked on.
 */
export async function mergeComplaints(
  context: Context,
  ids: readonly string[],
  into: string,
): Promise<Complaint> {
  if (ids.includes(into)) throw invalidInput({ into: "must be another complaint" });
  const target = await readComplaint(context, into);
  if (endedStates.includes(target.state)) throw invalidInput({ into: "must still be open" });
  for (const id of new Set(ids)) {
    const complaint = await readComplaint(context, id);
    if (complaint.community.id !== target.community.id)
      throw invalidInput({ into: "must be a complaint of the same community" });
    await prepareStep(context, complaint, ComplaintStep.MERGE, {
      note: target.number,
      change: () => (complaint.mergedInto = target.id),
    });
    for (const earlier of await mergedInto(context.em, complaint)) earlier.mergedInto = target.id;
  }
  announce(context.em, target, ComplaintEventKind.NOTED);
  await save(context.em);
  return target;
}

/**
 * Takes a case apart again from the one it was joined to, for as long as the settings allow.
 * @throws HutongError `TOO_LATE` after that
 */
export async function unmergeComplaint(
  context: Context,
  id: string,
  text: string | null,
): Promise<Complaint> {
  const { mergedAt } = await readComplaint(context, id);
  const { unmergeHours } = await settingsOf(context.em);
  if (mergedAt && now().getTime() > mergedAt.getTime() + unmergeHours * 3_600_000)
    throw new HutongError("TOO_LATE", {
      message: `A joining can be undone for ${unmergeHours} hours`,
    });
  return takeStep(context, id, ComplaintStep.UNMERGE, { note: text });
}
