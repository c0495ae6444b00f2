import type { Follow } from "@hutong/kit";

import { recordRating } from "./record-rating.js";

interface HomeOrderEvent {
  readonly cursor: string;
  readonly at: string;
  readonly order: {
    readonly id: string;
    readonly score: number | null;
    readonly project: { readonly firm: { readonly id: string } | null } | null;
  } | null;
}

/** The residents' ratings of what firms did in their homes: each goes to the firm's credit, once. */
export const followHomeRatings: Follow<HomeOrderEvent> = {
  name: "consortium/home-ratings",
  document: /* GraphQL */ `
    subscription FollowHomeRatings($after: String) {
      homeOrderChanged(kinds: [RATED], after: $after) {
        cursor
        at
        order {
          id
          score
          project {
            firm {
              id
            }
          }
        }
      }
    }
  `,
  handle: async ({ at, order }, em) => {
    const firmId = order?.project?.firm?.id;
    if (!order?.score || !firmId) return;
    await recordRating(em, { id: order.id, firmId, score: order.score, at: new Date(at) });
  },
};
