import { defineExtension, defineSubgraph } from "@hutong/kit";

import { HistoryEntry } from "./changes/history.entity.js";
import { Complaint } from "./complaint.extension.js";
import { ConductCase, CreditRecord } from "./conduct/conduct-case.entity.js";
import { conductChanges } from "./conduct/conduct.changes.js";
import { followEscalations } from "./conduct/escalations.follow.js";
import { Community } from "./community.extension.js";
import { ConsortiumExportResolver } from "./export/export.resolver.js";
import { conductReference } from "./conduct/conduct.reference.js";
import {
  CircularResolver,
  ConductResolver,
  FirmCreditResolver,
} from "./conduct/conduct.resolver.js";
import { Expert } from "./expert/expert.entity.js";
import { expertReference } from "./expert/expert.reference.js";
import { ExpertResolver } from "./expert/expert.resolver.js";
import { PropertyFirm } from "./firm/firm.entity.js";
import { firmReference } from "./firm/firm.reference.js";
import { FirmResolver } from "./firm/firm.resolver.js";
import { HelpOffer } from "./help-offer/help-offer.entity.js";
import { helpOfferReference } from "./help-offer/help-offer.reference.js";
import { HelpOfferResolver } from "./help-offer/help-offer.resolver.js";
import { ComplaintHelpResolver } from "./help-request/complaint.resolver.js";
import { HelpRequestStepsResolver } from "./help-request/help-request-steps.resolver.js";
import { HelpRequest } from "./help-request/help-request.entity.js";
import { helpRequestReference } from "./help-request/help-request.reference.js";
import {
  HelpRequestEventResolver,
  HelpRequestResolver,
} from "./help-request/help-request.resolver.js";
import { archiveIsDue, offersAreDue } from "./help-request/help-request.timers.js";
import { HelpRequestRecord } from "./help-request/record.entity.js";
import { HomeRating } from "./home-rating/home-rating.entity.js";
import { FirmHomeRatingsResolver } from "./home-rating/home-rating.resolver.js";
import { followHomeRatings } from "./home-rating/home-ratings.follow.js";
import { KnownCommunity } from "./hotline/line/known-community.entity.js";
import { HotlineLineResolver } from "./hotline/line/line.resolver.js";
import { HotlineTicket, TicketDisclosure } from "./hotline/ticket.entity.js";
import { ticketChanges } from "./hotline/ticket.changes.js";
import { ticketReference } from "./hotline/ticket.reference.js";
import { ComplaintTicketResolver, TicketResolver } from "./hotline/ticket.resolver.js";
import { forwardTicket, tellFeedback } from "./hotline/ticket.timers.js";
import { LibraryCase } from "./library/library-case.entity.js";
import { libraryCaseReference } from "./library/library.reference.js";
import {
  ComplaintLibraryResolver,
  HelpRequestLibraryResolver,
  LibraryResolver,
} from "./library/library.resolver.js";
import { memberChanges } from "./member/member.changes.js";
import { Member } from "./member/member.entity.js";
import { memberReference } from "./member/member.reference.js";
import { FirmMembershipResolver, MemberResolver } from "./member/member.resolver.js";
import { Migration20260301000001_consortium } from "./migrations/Migration20260301000001_consortium.js";
import { Migration20260302000001_library } from "./migrations/Migration20260302000001_library.js";
import { Migration20260302000002_rates } from "./migrations/Migration20260302000002_rates.js";
import { Migration20260302000003_members } from "./migrations/Migration20260302000003_members.js";
import { Migration20260302000004_hotline } from "./migrations/Migration20260302000004_hotline.js";
import { Migration20260302000005_takeover } from "./migrations/Migration20260302000005_takeover.js";
import { Migration20261122000001_settings } from "./migrations/Migration20261122000001_settings.js";
import { Migration20261122000002_plans } from "./migrations/Migration20261122000002_plans.js";
import { Migration20261122000003_known_communities } from "./migrations/Migration20261122000003_known_communities.js";
import { Migration20261122000004_longer_sums } from "./migrations/Migration20261122000004_longer_sums.js";
import { Migration20261122000005_words_of_summaries } from "./migrations/Migration20261122000005_words_of_summaries.js";
import { CaseFact } from "./rates/case-fact.entity.js";
import { followComplaints } from "./rates/complaints.follow.js";
import {
  ProblemShareResolver,
  RankedRatesResolver,
  RatesEventResolver,
  RatesResolver,
} from "./rates/rates.resolver.js";
import { ConsortiumSettings } from "./settings/settings.entity.js";
import { ConsortiumSettingsResolver } from "./settings/settings.resolver.js";
import { ShiftHandover } from "./shift/shift-handover.entity.js";
import { ShiftEventResolver, ShiftResolver } from "./shift/shift.resolver.js";
import { takeoverChanges } from "./takeover/takeover.changes.js";
import { Takeover, TakeoverCandidate } from "./takeover/takeover.entity.js";
import { takeoverReference } from "./takeover/takeover.reference.js";
import {
  CommunityTakeoverResolver,
  TakeoverCandidateResolver,
  TakeoverResolver,
} from "./takeover/takeover.resolver.js";

/** The consortium's subgraph: the member firms, their experts, and how they help each other. */
export const consortium = defineSubgraph({
  name: "consortium",
  resolvers: [
    FirmResolver,
    ExpertResolver,
    HelpRequestResolver,
    HelpRequestStepsResolver,
    HelpRequestEventResolver,
    HelpOfferResolver,
    ComplaintHelpResolver,
    LibraryResolver,
    HelpRequestLibraryResolver,
    ComplaintLibraryResolver,
    RatesResolver,
    RatesEventResolver,
    RankedRatesResolver,
    ProblemShareResolver,
    MemberResolver,
    FirmMembershipResolver,
    memberChanges.resolver,
    ConductResolver,
    CircularResolver,
    FirmCreditResolver,
    FirmHomeRatingsResolver,
    ConsortiumSettingsResolver,
    conductChanges.resolver,
    TicketResolver,
    ComplaintTicketResolver,
    HotlineLineResolver,
    ticketChanges.resolver,
    ShiftResolver,
    ShiftEventResolver,
    TakeoverResolver,
    TakeoverCandidateResolver,
    CommunityTakeoverResolver,
    takeoverChanges.resolver,
    ConsortiumExportResolver,
  ],
  references: [
    firmReference,
    expertReference,
    helpRequestReference,
    helpOfferReference,
    libraryCaseReference,
    memberReference,
    conductReference,
    ticketReference,
    takeoverReference,
    defineExtension(Complaint),
    defineExtension(Community),
  ],
  orphanedTypes: [Complaint],
  entities: [
    PropertyFirm,
    Expert,
    HelpRequest,
    HelpOffer,
    HelpRequestRecord,
    LibraryCase,
    CaseFact,
    HistoryEntry,
    Member,
    ConductCase,
    CreditRecord,
    HomeRating,
    ConsortiumSettings,
    HotlineTicket,
    TicketDisclosure,
    KnownCommunity,
    ShiftHandover,
    Takeover,
    TakeoverCandidate,
  ],
  migrations: [
    Migration20260301000001_consortium,
    Migration20260302000001_library,
    Migration20260302000002_rates,
    Migration20260302000003_members,
    Migration20260302000004_hotline,
    Migration20260302000005_takeover,
    Migration20261122000001_settings,
    Migration20261122000002_plans,
    Migration20261122000003_known_communities,
    Migration20261122000004_longer_sums,
    Migration20261122000005_words_of_summaries,
  ],
  follows: [followComplaints, followEscalations, followHomeRatings],
  timers: [offersAreDue, archiveIsDue, forwardTicket, tellFeedback],
});
