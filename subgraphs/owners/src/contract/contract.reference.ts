import { defineBatch, defineReference } from "@hutong/kit";

import { ContractState, ServiceContract } from "./contract.entity.js";
import { requireMayReadContracts } from "./contract.policy.js";

/** A contract by its id. */
export const contractReference = defineReference<ServiceContract>(
  "ServiceContract",
  (ids, { em, actor }) => {
    requireMayReadContracts(actor);
    return em.find(ServiceContract, { id: { $in: [...ids] } });
  },
);

/** The contract in force in a community, if there is one. */
export const contractInForce = defineBatch<ServiceContract | null>(
  async (communityIds, { em, actor }) => {
    requireMayReadContracts(actor);
    const contracts = await em.find(ServiceContract, {
      communityId: { $in: [...communityIds] },
      state: ContractState.ACTIVE,
    });
    const byCommunity = new Map(contracts.map((contract) => [contract.communityId, contract]));
    return (communityId) => byCommunity.get(communityId) ?? null;
  },
);
