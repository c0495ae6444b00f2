import { insertAll, shanghaiDate } from "@hutong/kit";
import { type Complaint, createTown, type HelpRequest as TownRequest } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Expert } from "../expert/expert.entity.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { HelpOffer } from "../help-offer/help-offer.entity.js";
import { HelpRequest } from "../help-request/help-request.entity.js";

/** The consortium's part of the demo town. */
export async function seedConsortium(em: EntityManager): Promise<void> {
  const town = createTown();
  await insertAll(
    em,
    PropertyFirm,
    town.firms.map(({ managerPersonId: _person, managerPhone: _phone, joinedOn, ...firm }) => ({
      ...firm,
      joinedOn: shanghaiDate(joinedOn),
    })),
  );
  await insertAll(
    em,
    Expert,
    town.experts.map(({ firmId: firm, ...expert }) => ({ ...expert, firm })),
  );
  const complaints = new Map(town.complaints.map((complaint) => [complaint.id, complaint]));
  const personOf = new Map(town.experts.map(({ id, personId }) => [id, personId]));
  await insertAll(
    em,
    HelpRequest,
    town.helpRequests.map(({ askingFirmId: askingFirm, offers, ...request }) => {
      const accepted = offers.find(({ id }) => id === request.acceptedOfferId);
      return {
        ...request,
        askingFirm,
        acceptedPersonId: accepted ? personOf.get(accepted.expertId) : null,
        acceptedAt: accepted
          ? (acceptedAt(request, complaints.get(request.complaintId)) ?? accepted.offeredAt)
          : null,
      };
    }),
  );
  await insertAll(
    em,
    HelpOffer,
    town.helpRequests.flatMap(({ id: helpRequest, offers }) =>
      offers.map(({ firmId: firm, expertId: expert, ...offer }) => ({
        ...offer,
        helpRequest,
        firm,
        expert,
      })),
    ),
  );
}

/** The town tells when an offer was accepted in the case's timeline alone. */
function acceptedAt(
  { broadcastAt }: Pick<TownRequest, "broadcastAt">,
  complaint: Complaint | undefined,
): Date | undefined {
  return complaint?.timeline.find(
    ({ kind, at }) => kind === "HELP_ACCEPTED" && (!broadcastAt || at >= broadcastAt),
  )?.at;
}
