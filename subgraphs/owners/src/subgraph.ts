import { defineExtension, defineSubgraph } from "@hutong/kit";

import { SupplementaryAgreement } from "./agreement/agreement.entity.js";
import { LetterPhotos } from "./agreement/letter-photos.js";
import { agreementReference } from "./agreement/agreement.reference.js";
import {
  AgreementEventResolver,
  AgreementResolver,
  CommunityAgreementsResolver,
} from "./agreement/agreement.resolver.js";
import { agreementEnds } from "./agreement/agreement.timers.js";
import { CostAudit } from "./audit/audit.entity.js";
import { AuditResolver } from "./audit/audit.resolver.js";
import { Community, PropertyProject } from "./community.extension.js";
import { Complaint } from "./complaint.extension.js";
import { ServiceContract } from "./contract/contract.entity.js";
import { contractReference } from "./contract/contract.reference.js";
import {
  CommunityContractResolver,
  ComplaintContractResolver,
  ContractEventResolver,
  ContractResolver,
} from "./contract/contract.resolver.js";
import { contractBegins, contractEnds } from "./contract/contract.timers.js";
import { ExportResolver } from "./export/export.resolver.js";
import { FeeEntry } from "./fee/fee.entity.js";
import { CommunityFeesResolver, FeeEventResolver, FeeResolver } from "./fee/fee.resolver.js";
import { HeadcountSighting } from "./headcount/headcount.entity.js";
import { HeadcountEventResolver, HeadcountResolver } from "./headcount/headcount.resolver.js";
import { Migration20260301000001_owners } from "./migrations/Migration20260301000001_owners.js";
import { Migration20261122000001_agreements_fees_patrols } from "./migrations/Migration20261122000001_agreements_fees_patrols.js";
import { Migration20261122000002_plans } from "./migrations/Migration20261122000002_plans.js";
import { Migration20261122000003_contracts } from "./migrations/Migration20261122000003_contracts.js";
import { Patrol } from "./patrol/patrol.entity.js";
import { patrolReference } from "./patrol/patrol.reference.js";
import {
  CommunityPatrolsResolver,
  PatrolEventResolver,
  PatrolResolver,
} from "./patrol/patrol.resolver.js";
import { ServiceRating } from "./rating/rating.entity.js";
import { RatingResolver, ServiceRatingEventResolver } from "./rating/rating.resolver.js";
import { ComplaintReview } from "./review/review.entity.js";
import { ComplaintReviewEventResolver, ReviewResolver } from "./review/review.resolver.js";
import { Volunteer } from "./volunteer/volunteer.entity.js";
import {
  CommunityVolunteersResolver,
  VolunteerEventResolver,
  VolunteerResolver,
} from "./volunteer/volunteer.resolver.js";

/** The owners' committees' subgraph: what was agreed with the firms, and what residents think of their work. */
export const owners = defineSubgraph({
  name: "owners",
  resolvers: [
    ContractResolver,
    ContractEventResolver,
    CommunityContractResolver,
    ComplaintContractResolver,
    ReviewResolver,
    ComplaintReviewEventResolver,
    AgreementResolver,
    LetterPhotos,
    AgreementEventResolver,
    CommunityAgreementsResolver,
    FeeResolver,
    FeeEventResolver,
    CommunityFeesResolver,
    AuditResolver,
    HeadcountResolver,
    HeadcountEventResolver,
    RatingResolver,
    ServiceRatingEventResolver,
    VolunteerResolver,
    VolunteerEventResolver,
    CommunityVolunteersResolver,
    PatrolResolver,
    PatrolEventResolver,
    CommunityPatrolsResolver,
    ExportResolver,
  ],
  references: [
    contractReference,
    agreementReference,
    patrolReference,
    defineExtension(Community),
    defineExtension(Complaint),
  ],
  orphanedTypes: [Community, Complaint, PropertyProject],
  entities: [
    ServiceContract,
    ComplaintReview,
    SupplementaryAgreement,
    FeeEntry,
    CostAudit,
    HeadcountSighting,
    ServiceRating,
    Volunteer,
    Patrol,
  ],
  migrations: [
    Migration20260301000001_owners,
    Migration20261122000001_agreements_fees_patrols,
    Migration20261122000002_plans,
    Migration20261122000003_contracts,
  ],
  timers: [agreementEnds, contractBegins, contractEnds],
});
