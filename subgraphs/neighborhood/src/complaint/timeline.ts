import { defineBatch, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Complaint } from "./complaint.entity.js";
import { ComplaintStep } from "./complaint.state.js";
import { TimelineEntry, TimelineKind } from "./timeline.entity.js";

/** What each step is called afterwards. */
export const timelineKindOf: Readonly<Record<ComplaintStep, TimelineKind>> = {
  FILE: TimelineKind.FILED,
  DISPATCH: TimelineKind.DISPATCHED,
  RESPOND: TimelineKind.RESPONDED,
  START: TimelineKind.STARTED,
  RESOLVE: TimelineKind.RESOLVED,
  VERIFY: TimelineKind.VERIFIED,
  CALL_BACK: TimelineKind.CALLED_BACK,
  CLOSE: TimelineKind.CLOSED,
  MERGE: TimelineKind.MERGED,
  UNMERGE: TimelineKind.UNMERGED,
  REJECT: TimelineKind.REJECTED,
  MARK_OUT_OF_SCOPE: TimelineKind.OUT_OF_SCOPE,
  RETURN: TimelineKind.RETURNED,
  REQUEST_SUSPENSION: TimelineKind.SUSPENSION_REQUESTED,
  SUSPEND: TimelineKind.SUSPENDED,
  REFUSE_SUSPENSION: TimelineKind.SUSPENSION_REFUSED,
  RESUME: TimelineKind.RESUMED,
  REOPEN: TimelineKind.REOPENED,
};

/** Adds an entry to a case's timeline, with the change that is about to be flushed. */
export function note(
  em: EntityManager,
  complaint: Complaint,
  kind: TimelineKind,
  entry: { by: string; organisation?: string | null; note?: string | null; at?: Date },
): void {
  em.persist(
    em.create(TimelineEntry, {
      id: newId("tml"),
      complaintId: complaint.id,
      kind,
      by: entry.by,
      organisation: entry.organisation ?? null,
      note: entry.note ?? null,
      at: entry.at ?? now(),
    }),
  );
}

/** A case's timeline, oldest first. */
export const timelineOf = defineBatch<TimelineEntry[]>(async (ids, { em }) => {
  const entries = await em.find(
    TimelineEntry,
    { complaintId: { $in: [...ids] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byCase = Map.groupBy(entries, (entry) => entry.complaintId);
  return (id) => byCase.get(id) ?? [];
});
