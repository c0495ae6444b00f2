import { defineTopic, emit } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType } from "type-graphql";

import { LiveEvent } from "../live-event.js";
import type { PlatformAgreement } from "./agreement.entity.js";
import { AgreementState } from "./agreement.state.js";

type Payload = { agreement: string; firm: string };

export const agreementTopic = defineTopic<AgreementState, Payload>("platform-agreement");

/** Announces, with the change itself, the state an agreement has come to. */
export function announceAgreement(
  em: EntityManager,
  { id, firmId, state }: PlatformAgreement,
): void {
  emit(em, agreementTopic, state, { agreement: id, firm: firmId });
}

@ObjectType({ description: "An agreement about the platform came to another state. 平台协议动态" })
export class PlatformAgreementEvent extends LiveEvent<Payload> {
  @Field(() => AgreementState, { description: "To which. 状态" })
  kind: AgreementState;
}
