import { type Follow } from "@hutong/kit";

import { keepClocks, type PromisedClock } from "../clock/clocks.js";
import { announce, ComplaintEventKind } from "./complaint.events.js";
import { Complaint } from "./complaint.entity.js";
import { note } from "./timeline.js";
import type { TimelineKind } from "./timeline.entity.js";

/** What the other party tells of its work. */
export interface ProgressEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly organisation: string | null;
  readonly note: string | null;
  readonly work: {
    readonly number: string;
    readonly complaint: { readonly id: string } | null;
    readonly clocks: readonly PromisedClock[];
  } | null;
}

interface Progress {
  /** What is followed, in the plural; names the position, so never change it. */
  readonly name: string;
  /** The other party's subscription, as `workOrderChanged`. */
  readonly subscription: string;
  /** The field of its events that carries the work, as `workOrder`. */
  readonly work: string;
  /** What the timeline calls the beginning of the work. */
  readonly created: TimelineKind;
  /** What it calls every later step. */
  readonly advanced: TimelineKind;
}

/**
 * Another party's progress goes into the timeline of the case that it is made for, and the promises
 * it is made under are counted on the case beside the city's.
 */
export const defineProgressFollow = ({
  name,
  subscription,
  work: workField,
  created,
  advanced,
}: Progress): Follow<ProgressEvent> => ({
  name: `neighborhood/${name}`,
  document: /* GraphQL */ `
    subscription Follow_${workField}($after: String) {
      ${subscription}(after: $after) {
        cursor
        kind
        at
        by
        organisation
        note
        work: ${workField} {
          number
          complaint {
            id
          }
          clocks {
            kind
            startedAt
            dueAt
            stoppedAt
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, by, organisation, note: text, work }, em) => {
    const complaint = work?.complaint && (await em.findOne(Complaint, work.complaint.id));
    if (!complaint) return;
    note(em, complaint, kind === "CREATED" ? created : advanced, {
      by,
      organisation,
      note: text ?? work.number,
      at: new Date(at),
    });
    await keepClocks(em, complaint, work.number, work.clocks);
    announce(em, complaint, ComplaintEventKind.NOTED);
  },
});
