import { defineTimer, type Follow, setTimer, shanghaiDate } from "@hutong/kit";

import { changeFirm } from "./change-firm.js";

/** The day of a hand-over has come. */
export const firmChange = defineTimer<{ firmId: string }>({
  name: "community/firm-change",
  fire: ({ em }, { subject, dueAt, data: { firmId } }) =>
    changeFirm(em, { community: subject, firmId, on: shanghaiDate(dueAt) }),
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
