import { type Follow, setTimer } from "@hutong/kit";

import { shanghaiInstant } from "../time.js";
import { type HandOver, handOverTimer } from "./hand-over.js";

interface TakeoverEvent {
  readonly cursor: string;
  readonly step: string;
  readonly takeover:
    | (Pick<HandOver, "community" | "firm"> & { readonly handOverOn: string | null })
    | null;
}

/** The consortium's hand-overs: each operator does its own part on the day, the old one and the new. */
export const followTakeovers: Follow<TakeoverEvent> = {
  name: "property/takeovers",
  document: /* GraphQL */ `
    subscription FollowTakeovers($after: String) {
      takeoverChanged(after: $after) {
        cursor
        step
        takeover {
          handOverOn
          community {
            id
            name
            address
          }
          firm {
            id
            operator
            shortName
            hotline
          }
        }
      }
    }
  `,
  handle: ({ step, takeover }, em) => {
    const { handOverOn: on, community, firm } = takeover ?? {};
    if (step !== "HAND_OVER" || !on || !community || !firm) return;
    setTimer(em, handOverTimer, community.id, shanghaiInstant(on), { community, firm, on });
  },
};
