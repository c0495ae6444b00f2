import { defineTimer, setTimer } from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { ServiceContract } from "./contract.entity.js";
import { announceContract, ContractEventKind } from "./contract.events.js";
import { ContractState, ContractStep } from "./contract.state.js";

/** When a day begins in China. */
export const dayOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

/** The first day of a contract has come. */
export const contractBegins = defineTimer({
  name: "contract.begins",
  fire: async ({ em }, { subject }) => {
    const contract = await em.findOneOrFail(ServiceContract, subject);
    if (contract.permits(ContractStep.BEGIN)) await beginContract(em, contract);
  },
});

/** The last day of a contract is over. */
export const contractEnds = defineTimer({
  name: "contract.ends",
  fire: async ({ em }, { subject }) => {
    const contract = await em.findOneOrFail(ServiceContract, subject);
    if (!contract.permits(ContractStep.END)) return;
    contract.end();
    announceContract(em, contract, ContractEventKind.ENDED);
  },
});

/** Puts a signed contract in force, in the place of the one that is: a community has one at most. */
export async function beginContract(em: EntityManager, contract: ServiceContract): Promise<void> {
  const { communityId } = contract;
  const before = await em.find(
    ServiceContract,
    { communityId, state: ContractState.ACTIVE },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const one of before) {
    one.end();
    announceContract(em, one, ContractEventKind.ENDED);
  }
  // The one before must be out of force in the database first.
  await em.flush();
  contract.begin();
  announceContract(em, contract, ContractEventKind.BEGAN);
  armEnd(em, contract);
}

/** Ends a contract in force by itself when its last day is over. */
export function armEnd(
  em: EntityManager,
  { id, endsOn }: Pick<ServiceContract, "id" | "endsOn">,
): void {
  setTimer(em, contractEnds, id, new Date(dayOf(endsOn).getTime() + 24 * 3_600_000));
}
