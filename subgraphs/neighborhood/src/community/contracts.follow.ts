import type { Follow } from "@hutong/kit";

import { changeFirm } from "./change-firm.js";

interface ContractEvent {
  readonly cursor: string;
  readonly contract: {
    readonly startsOn: string;
    readonly community: { readonly id: string } | null;
    readonly firm: { readonly id: string } | null;
  } | null;
}

/** The owners' contracts as they begin: the firm that is bound by one is responsible from then on. */
export const followContracts: Follow<ContractEvent> = {
  name: "neighborhood/contracts",
  document: /* GraphQL */ `
    subscription FollowContracts($after: String) {
      contractChanged(kinds: [BEGAN], after: $after) {
        cursor
        contract {
          startsOn
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
  handle: async ({ contract }, em) => {
    const { startsOn: on, community, firm } = contract ?? {};
    if (on && community && firm)
      await changeFirm(em, { community: community.id, firmId: firm.id, on });
  },
};
