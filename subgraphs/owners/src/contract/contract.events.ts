import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { ServiceContract } from "./contract.entity.js";

export enum ContractEventKind {
  PROPOSED = "PROPOSED",
  DECLINED = "DECLINED",
  SIGNED = "SIGNED",
  BEGAN = "BEGAN",
  ENDED = "ENDED",
}
registerEnumType(ContractEventKind, {
  name: "ContractEventKind",
  description: "What happened to a service contract. 合同动态",
  valuesConfig: {
    PROPOSED: { description: "The owners' committee proposed it to a firm. 提出" },
    DECLINED: { description: "The firm did not sign. 未签" },
    SIGNED: { description: "Both signed. 签订" },
    BEGAN: { description: "It is in force: its firm serves the community. 生效" },
    ENDED: { description: "It has run out, or another one has begun. 终止" },
  },
});

type Payload = { contract: string; community: string; firm: string };

export const contractTopic = defineTopic<ContractEventKind, Payload>("contract");

/** Announces what happened, with the change itself. */
export function announceContract(
  em: EntityManager,
  { id, communityId, firmId }: ServiceContract,
  kind: ContractEventKind,
): void {
  emit(em, contractTopic, kind, { contract: id, community: communityId, firm: firmId });
}

@ObjectType({ description: "Something happened to a service contract. 合同动态" })
export class ContractEvent extends LiveEvent<Payload> {
  @Field(() => ContractEventKind, { description: "What. 类别" })
  kind: ContractEventKind;
}
