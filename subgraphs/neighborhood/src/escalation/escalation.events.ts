import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Complaint } from "../complaint/complaint.entity.js";
import type { Escalation, EscalationLevel } from "./escalation.entity.js";

export enum EscalationEventKind {
  RAISED = "RAISED",
  ANSWERED = "ANSWERED",
  PASSED = "PASSED",
  SETTLED = "SETTLED",
  VERIFIED = "VERIFIED",
  DROPPED = "DROPPED",
}
registerEnumType(EscalationEventKind, {
  name: "EscalationEventKind",
  description: "What happened to an escalation. 升级事件",
  valuesConfig: {
    RAISED: { description: "A level was told. 告知" },
    ANSWERED: { description: "It answered. 答复" },
    PASSED: { description: "Its time was over. 超时上报" },
    SETTLED: { description: "The case was solved. 待核查" },
    VERIFIED: { description: "The level confirmed the solution. 核查" },
    DROPPED: { description: "The case is none of the firm's. 撤销" },
  },
});

type Payload = {
  escalation: string;
  level: EscalationLevel;
  complaint: string;
  grid: string;
  firm: string | null;
};

export const escalationTopic = defineTopic<EscalationEventKind, Payload>("escalation");

/** Announces what happened to a level, with the change itself. */
export function announceEscalation(
  em: EntityManager,
  complaint: Complaint,
  { id: escalation, level }: Escalation,
  kind: EscalationEventKind,
): void {
  emit(em, escalationTopic, kind, {
    escalation,
    level,
    complaint: complaint.id,
    grid: complaint.gridId,
    firm: complaint.responsibleFirmId ?? null,
  });
}

@ObjectType({ description: "Something happened to an escalation. 升级事件" })
export class EscalationEvent extends LiveEvent<Payload> {
  @Field(() => EscalationEventKind, { description: "What. 类别" })
  kind: EscalationEventKind;
}
