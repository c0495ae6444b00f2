import { defineTimer, type Follow, setTimer } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { applyStep } from "../complaint/complaint-steps.service.js";
import { atWork, ComplaintStep } from "../complaint/complaint.state.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { theRules } from "../rules.js";
import { Community } from "./community.entity.js";

const handedOver = "小区已更换物业企业,转新接管企业办理";

/**
 * The day has come from which another firm is responsible: what the one before had at work is sent
 * out again, to be answered anew, while its time to be solved runs on.
 */
export const firmChange = defineTimer<{ firmId: string }>({
  name: "community/firm-change",
  fire: async ({ em }, { subject, data: { firmId } }) => {
    const community = await em.findOne(Community, subject);
    if (!community || community.firmId === firmId) return;
    const { firmId: left } = community;
    community.firmId = firmId;
    if (!left) return;
    const cases = await em.find(
      Complaint,
      { community, responsibleFirmId: left, state: { $in: [...atWork] } },
      { orderBy: { id: "asc" } },
    );
    for (const complaint of cases) {
      complaint.giveBack(handedOver);
      note(em, complaint, TimelineKind.RETURNED, { by: theRules.name, note: handedOver });
      await applyStep(em, complaint, ComplaintStep.DISPATCH, theRules, { note: handedOver });
    }
  },
});

interface TakeoverEvent {
  readonly cursor: string;
  readonly step: string;
  readonly takeover: {
    readonly handOverOn: string | null;
    readonly community: { readonly id: string } | null;
    readonly firm: { readonly id: string } | null;
  } | null;
}

/** The consortium's hand-overs: what comes in from that day on goes to the new firm. */
export const followTakeovers: Follow<TakeoverEvent> = {
  name: "neighborhood/takeovers",
  document: /* GraphQL */ `
    subscription FollowTakeovers($after: String) {
      takeoverChanged(after: $after) {
        cursor
        step
        takeover {
          handOverOn
          community {
            id
          }
          firm {
            id
          }
        }
      }
    }
  `,
  handle: ({ step, takeover }, em) => {
    const { handOverOn, community, firm } = takeover ?? {};
    if (step !== "HAND_OVER" || !handOverOn || !community || !firm) return;
    const from = new Date(`${handOverOn}T00:00:00+08:00`);
    setTimer(em, firmChange, community.id, from, { firmId: firm.id });
  },
};
