import { defineExtension, defineSubgraph } from "@hutong/kit";

import { Community } from "./community.extension.js";
import { Complaint } from "./complaint.extension.js";
import { ServiceContract } from "./contract/contract.entity.js";
import { contractReference } from "./contract/contract.reference.js";
import {
  CommunityContractResolver,
  ComplaintContractResolver,
  ContractResolver,
} from "./contract/contract.resolver.js";
import { Migration20260301000001_owners } from "./migrations/Migration20260301000001_owners.js";
import { ComplaintReview } from "./review/review.entity.js";
import { ReviewResolver } from "./review/review.resolver.js";

/** The owners' committees' subgraph: what was agreed with the firms, and what residents think of their work. */
export const owners = defineSubgraph({
  name: "owners",
  resolvers: [
    ContractResolver,
    CommunityContractResolver,
    ComplaintContractResolver,
    ReviewResolver,
  ],
  references: [contractReference, defineExtension(Community), defineExtension(Complaint)],
  orphanedTypes: [Community, Complaint],
  entities: [ServiceContract, ComplaintReview],
  migrations: [Migration20260301000001_owners],
});
