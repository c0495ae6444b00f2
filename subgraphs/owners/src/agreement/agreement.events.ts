import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { SupplementaryAgreement } from "./agreement.entity.js";

export enum AgreementEventKind {
  PROPOSED = "PROPOSED",
  ACCEPTED = "ACCEPTED",
  REFUSED = "REFUSED",
  EXPIRED = "EXPIRED",
}
registerEnumType(AgreementEventKind, {
  name: "AgreementEventKind",
  description: "What happened to a supplementary agreement. 补充协议动态",
  valuesConfig: {
    PROPOSED: { description: "It was proposed. 提出" },
    ACCEPTED: { description: "Both signed. 签订" },
    REFUSED: { description: "It was refused with a letter. 拒绝" },
    EXPIRED: { description: "Nobody answered in time, or it ran out. 失效" },
  },
});

type Payload = { agreement: string; community: string; firm: string };

export const agreementTopic = defineTopic<AgreementEventKind, Payload>("agreement");

/** Announces what happened, with the change itself. */
export function announce(
  em: EntityManager,
  { id, communityId, firmId }: SupplementaryAgreement,
  kind: AgreementEventKind,
): void {
  emit(em, agreementTopic, kind, { agreement: id, community: communityId, firm: firmId });
}

@ObjectType({ description: "Something happened to a supplementary agreement. 补充协议动态" })
export class AgreementEvent extends LiveEvent<Payload> {
  @Field(() => AgreementEventKind, { description: "What. 类别" })
  kind: AgreementEventKind;
}
