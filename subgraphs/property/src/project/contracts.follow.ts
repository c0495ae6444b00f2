import { type Follow, now } from "@hutong/kit";

import { handOver, type HandOver } from "./hand-over.js";

interface ContractEvent {
  readonly cursor: string;
  readonly contract:
    | (Partial<Pick<HandOver, "community" | "firm">> & { readonly startsOn: string })
    | null;
}

/**
 * The owners' contracts as they begin: the firm that is bound by one serves the community, whether or not
 * the consortium took part in the change.
 */
export const followContracts: Follow<ContractEvent> = {
  name: "property/contracts",
  document: /* GraphQL */ `
    subscription FollowContracts($after: String) {
      contractChanged(kinds: [BEGAN], after: $after) {
        cursor
        contract {
          startsOn
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
  handle: async ({ contract }, em, { hosts }) => {
    const { startsOn: on, community, firm } = contract ?? {};
    if (on && community && firm) await handOver(em, { community, firm, on }, now(), hosts);
  },
};
