import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum SettlementEventKind {
  SETTLED = "SETTLED",
  DISPUTED = "DISPUTED",
  RESOLVED = "RESOLVED",
}
registerEnumType(SettlementEventKind, {
  name: "SettlementEventKind",
  description: "What happened with rewards and penalties. 奖惩动态类别",
  valuesConfig: {
    SETTLED: { description: "A month was settled. 月度结算" },
    DISPUTED: { description: "Somebody does not agree with an amount. 提出申诉" },
    RESOLVED: { description: "The firm decided on it. 申诉处理" },
  },
});

type Payload = {
  firm: string;
  settlement: string | null;
  dispute: string | null;
  person: string | null;
};

export const settlementTopic = defineTopic<SettlementEventKind, Payload>("settlement");

/** Announces, with the change itself, what happened; a dispute concerns one person. */
export function announceSettlement(
  em: EntityManager,
  kind: SettlementEventKind,
  about: { firm: string; settlement?: string; dispute?: string; person?: string },
): void {
  const { firm, settlement = null, dispute = null, person = null } = about;
  emit(em, settlementTopic, kind, { firm, settlement, dispute, person });
}

@ObjectType({ description: "Something happened with rewards and penalties. 奖惩动态" })
export class SettlementEvent extends LiveEvent<Payload> {
  @Field(() => SettlementEventKind, { description: "What. 类别" })
  kind: SettlementEventKind;
}
