import { type Follow } from "@hutong/kit";

import { announce, ComplaintEventKind } from "./complaint.events.js";
import { Complaint } from "./complaint.entity.js";
import { note } from "./timeline.js";
import { TimelineKind } from "./timeline.entity.js";

interface CleaningTaskEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly organisation: string | null;
  readonly note: string | null;
  readonly task: {
    readonly number: string;
    readonly complaint: { readonly id: string } | null;
  } | null;
}

/** The contractors' tasks, as they touch our cases. */
export const followCleaningTasks: Follow<CleaningTaskEvent> = {
  name: "neighborhood/cleaning-tasks",
  document: /* GraphQL */ `
    subscription FollowCleaningTasks($after: String) {
      cleaningTaskChanged(after: $after) {
        cursor
        kind
        at
        by
        organisation
        note
        task {
          number
          complaint {
            id
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, by, organisation, note: text, task }, em) => {
    const complaint = task?.complaint && (await em.findOne(Complaint, task.complaint.id));
    if (!complaint) return;
    const timelineKind =
      kind === "CREATED" ? TimelineKind.TASK_CREATED : TimelineKind.TASK_CHECKED_IN;
    note(em, complaint, timelineKind, {
      by,
      organisation,
      note: text ?? task.number,
      at: new Date(at),
    });
    announce(em, complaint, ComplaintEventKind.NOTED);
  },
};
