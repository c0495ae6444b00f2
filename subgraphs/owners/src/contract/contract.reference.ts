import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import { ServiceContract } from "./contract.entity.js";
import { mayReadContract, requireMayReadContracts } from "./contract.policy.js";
import { ContractState } from "./contract.state.js";

/** A contract by its id, for whom it concerns. */
export const contractReference = defineReference<ServiceContract>(
  "ServiceContract",
  async (ids, { em, actor }) => {
    requireMayReadContracts(actor);
    const found = await em.find(ServiceContract, { id: { $in: [...ids] } });
    return found.map((contract) =>
      mayReadContract(actor, contract)
        ? contract
        : ([contract.id, forbidden("This contract is not signed, and not yours to read")] as const),
    );
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

/** All contracts of a community that the actor may read, the one that begins last first. */
export const contractsOfCommunity = defineBatch<ServiceContract[]>(
  async (communityIds, { em, actor }) => {
    requireMayReadContracts(actor);
    const contracts = await em.find(
      ServiceContract,
      { communityId: { $in: [...communityIds] } },
      { orderBy: { startsOn: "desc", id: "desc" } },
    );
    const byCommunity = Map.groupBy(
      contracts.filter((contract) => mayReadContract(actor, contract)),
      ({ communityId }) => communityId,
    );
    return (communityId) => byCommunity.get(communityId) ?? [];
  },
);
