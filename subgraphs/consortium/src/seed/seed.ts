import { insertAll, newId, now, setTimer, shanghaiDate } from "@hutong/kit";
import { type Complaint, createTown, type HelpRequest as TownRequest } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Expert } from "../expert/expert.entity.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { HelpOffer } from "../help-offer/help-offer.entity.js";
import { HelpRequest } from "../help-request/help-request.entity.js";
import { HelpRequestState } from "../help-request/help-request.state.js";
import { offersAreDue } from "../help-request/help-request.timers.js";
import { KnownCommunity } from "../hotline/line/known-community.entity.js";
import { termsOf } from "../library/archive.js";
import { LibraryCase } from "../library/library-case.entity.js";
import { Member, MemberKind, MemberStanding } from "../member/member.entity.js";
import { record } from "../rates/rollup.js";
import { factsOfTown } from "./cases.js";

/** The specialist institutions of the demo town. */
const institutions = [
  { name: "澄溪电梯检测所", skills: ["LIFT"], hotline: "6800-0101" },
  { name: "澄溪消防技术服务中心", skills: ["FIRE_SAFETY", "ELECTRICAL"], hotline: "6800-0102" },
  { name: "澄溪建筑防水研究所", skills: ["WATERPROOFING", "CIVIL"], hotline: "6800-0103" },
].map((institution) => ({
  ...institution,
  id: newId("mem"),
  kind: MemberKind.INSTITUTION,
  standing: MemberStanding.ACTIVE,
  joinedOn: "2024-03-01",
}));

/** The consortium's part of the demo town. */
export async function seedConsortium(em: EntityManager): Promise<void> {
  const town = createTown({ now: now() });
  await insertAll(
    em,
    PropertyFirm,
    town.firms.map(({ managerPersonId: _person, managerPhone: _phone, joinedOn, ...firm }) => ({
      ...firm,
      joinedOn: shanghaiDate(joinedOn),
    })),
  );
  await insertAll(em, Member, [
    ...town.firms.map(({ id, name, hotline, standing, joinedOn }) => ({
      id: newId("mem"),
      kind: MemberKind.FIRM,
      name,
      firmId: id,
      skills: [],
      hotline,
      standing: standing === "SUSPENDED" ? MemberStanding.SUSPENDED : MemberStanding.ACTIVE,
      joinedOn: shanghaiDate(joinedOn),
    })),
    ...institutions,
  ]);
  await insertAll(
    em,
    KnownCommunity,
    town.communities.map(({ id, code, name }) => ({ id, code, name })),
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
  for (const { id, state, deadlineAt } of town.helpRequests) {
    if (state === HelpRequestState.BROADCAST && deadlineAt)
      setTimer(em, offersAreDue, id, deadlineAt);
  }
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
  await insertAll(em, LibraryCase, archivedOf(town));
  await record(em, factsOfTown(em, town.complaints));
}

/** The consultations that are over, as the library keeps them. */
function archivedOf({ helpRequests, firms }: ReturnType<typeof createTown>) {
  const shortNames = new Map(firms.map(({ id, shortName }) => [id, shortName]));
  return helpRequests.flatMap(({ id, acceptedOfferId, offers, closedAt, advice, ...request }) => {
    const offer = offers.find((one) => one.id === acceptedOfferId);
    if (!closedAt || !advice || !offer) return [];
    const told = { summary: request.summary, advice, outcome: null };
    return [
      {
        ...told,
        ...termsOf(told),
        id: newId("lib"),
        helpRequestId: id,
        category: request.category,
        skills: request.skills,
        helpedBy: shortNames.get(offer.firmId) ?? "成员企业",
        archivedAt: closedAt,
      },
    ];
  });
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
