import { type Follow } from "@hutong/kit";

import { DisclosureBasis } from "../disclosure/disclosure.entity.js";
import { release } from "../disclosure/disclosure.service.js";
import { announce, ComplaintEventKind } from "./complaint.events.js";
import { Complaint } from "./complaint.entity.js";
import { note } from "./timeline.js";
import { TimelineKind } from "./timeline.entity.js";

interface HelpRequestEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly organisation: string | null;
  readonly note: string | null;
  readonly helpRequest: {
    readonly number: string;
    readonly complaint: { readonly id: string };
    readonly acceptedOffer: {
      readonly expert: {
        readonly personId: string;
        readonly name: string;
        readonly firm: { readonly shortName: string };
      };
    } | null;
  } | null;
}

const timelineKindOf: Readonly<Record<string, TimelineKind>> = {
  ASKED: TimelineKind.HELP_ASKED,
  OFFERED: TimelineKind.HELP_OFFERED,
  ACCEPTED: TimelineKind.HELP_ACCEPTED,
  DIRECTED: TimelineKind.HELP_ACCEPTED,
  WITHDRAWN: TimelineKind.HELP_WITHDRAWN,
  ARRIVED: TimelineKind.EXPERT_ON_SITE,
  ADVISED: TimelineKind.EXPERT_ADVISED,
  CONFIRMED: TimelineKind.HELP_CONFIRMED,
};

/**
 * The consortium's help requests, as they touch our cases: what happened goes into the timeline,
 * and the reporter's identity is released to the accepted expert and to nobody else.
 */
export const followHelpRequests: Follow<HelpRequestEvent> = {
  name: "neighborhood/help-requests",
  document: /* GraphQL */ `
    subscription FollowHelpRequests($after: String) {
      helpRequestChanged(after: $after) {
        cursor
        kind
        at
        by
        organisation
        note
        helpRequest {
          number
          complaint {
            id
          }
          acceptedOffer {
            expert {
              personId
              name
              firm {
                shortName
              }
            }
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, by, organisation, note: text, helpRequest }, em) => {
    const complaint = helpRequest && (await em.findOne(Complaint, helpRequest.complaint.id));
    if (!complaint) return;
    const timelineKind = timelineKindOf[kind];
    if (timelineKind)
      note(em, complaint, timelineKind, { by, organisation, note: text, at: new Date(at) });
    announce(em, complaint, ComplaintEventKind.NOTED);
    const expert = helpRequest.acceptedOffer?.expert;
    if (expert && (kind === "ACCEPTED" || kind === "DIRECTED")) {
      await release(em, complaint, {
        personId: expert.personId,
        name: expert.name,
        organisation: expert.firm.shortName,
        basis: DisclosureBasis.ACCEPTED_OFFER,
        purpose: `专家会诊 ${helpRequest.number}`,
      });
    }
  },
};
