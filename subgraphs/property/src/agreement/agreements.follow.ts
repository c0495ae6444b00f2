import type { Follow } from "@hutong/kit";

import { PlatformClause } from "./platform-clause.entity.js";

interface AgreementEvent {
  readonly cursor: string;
  readonly agreement: {
    readonly id: string;
    readonly state: string;
    readonly namesPlatform: boolean;
    readonly penaltyFen: number | null;
    readonly rewardFen: number | null;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly answeredAt: string | null;
    readonly community: { readonly id: string } | null;
    readonly firm: { readonly id: string; readonly operator: string } | null;
  } | null;
}

/** What owners and the firms served here signed about the platform, kept as the owners tell it. */
export const followAgreements: Follow<AgreementEvent> = {
  name: "property/agreements",
  document: /* GraphQL */ `
    subscription FollowAgreements($after: String) {
      agreementChanged(after: $after) {
        cursor
        agreement {
          id
          state
          namesPlatform
          penaltyFen
          rewardFen
          startsOn
          endsOn
          answeredAt
          community {
            id
          }
          firm {
            id
            operator
          }
        }
      }
    }
  `,
  handle: async ({ agreement }, em, { hosts }) => {
    if (!agreement?.firm || !agreement.community) return;
    const { id, namesPlatform, penaltyFen, rewardFen, startsOn, endsOn, answeredAt } = agreement;
    // The event brings the agreement as it is now, whichever of its changes it tells of.
    await em.nativeDelete(PlatformClause, { id });
    if (agreement.state !== "ACCEPTED" || !namesPlatform || !answeredAt) return;
    // A firm may sign before it has opened anything: what counts is where its books are kept.
    if (!hosts(agreement.firm.operator)) return;
    await em.insert(PlatformClause, {
      id,
      firmId: agreement.firm.id,
      communityId: agreement.community.id,
      penaltyFen,
      rewardFen,
      startsOn,
      endsOn,
      signedAt: new Date(answeredAt),
    });
  },
};
