import { type Context, defineBatch, defineReference, notFound, requireId } from "@hutong/kit";

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

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readContract(context: Context, id: string): Promise<ServiceContract> {
  const contract = await contractReference.loadOne(requireId(id, "sct"), context);
  if (!contract) throw notFound(`service contract ${id}`);
  return contract;
}

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
