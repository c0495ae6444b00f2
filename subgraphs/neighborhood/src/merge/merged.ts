import type { EntityManager } from "@mikro-orm/postgresql";

import { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { note } from "../complaint/timeline.js";
import type { TimelineKind } from "../complaint/timeline.entity.js";
import { notify } from "../notification/notification.events.js";

/** Whoever reported the same is told what becomes of the case that goes on. */
export async function tellMerged(
  em: EntityManager,
  complaint: Complaint,
  kind: TimelineKind,
  by: string,
  at: Date,
): Promise<void> {
  for (const merged of await mergedInto(em, complaint)) {
    note(em, merged, kind, { by, note: complaint.number, at });
    notify(em, merged, kind, [merged.reporterId], complaint.number);
    announce(em, merged, ComplaintEventKind.NOTED);
  }
}

/** What was joined to a case. */
export const mergedInto = (em: EntityManager, { id }: Complaint): Promise<Complaint[]> =>
  em.find(Complaint, { mergedInto: id });
