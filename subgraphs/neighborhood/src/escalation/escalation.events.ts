import { type Context, defineTopic, emit } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Complaint } from "../complaint/complaint.entity.js";
import { concerns } from "../complaint/complaint.events.js";
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

const escalationTopic = defineTopic<EscalationEventKind, Payload>("escalation");

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
export class EscalationEvent {
  @Field({ description: "Where to go on after this event; opaque. 续接位置" })
  cursor: string;

  @Field(() => EscalationEventKind, { description: "What. 类别" })
  kind: EscalationEventKind;

  @Field({ description: "When. 时间" })
  at: Date;

  escalationId: string;
}

export interface EscalationFilter {
  readonly levels?: readonly EscalationLevel[] | null;
  readonly kinds?: readonly EscalationEventKind[] | null;
}

/** The escalations of cases that the actor may read, checked anew for every event. */
export function escalationEvents(
  context: Context,
  filter: EscalationFilter,
  after?: string | null,
): AsyncGenerator<EscalationEvent> {
  context.actor.require("case:read");
  return select(context, filter, after);
}

async function* select(
  context: Context,
  { levels, kinds }: EscalationFilter,
  after: string | null | undefined,
): AsyncGenerator<EscalationEvent> {
  for await (const { cursor, kind, at, payload } of context.outbox.read(escalationTopic, after)) {
    if (levels && !levels.includes(payload.level)) continue;
    if (kinds && !kinds.includes(kind)) continue;
    if (!(await concerns(context, payload))) continue;
    yield Object.assign(new EscalationEvent(), {
      cursor,
      kind,
      at,
      escalationId: payload.escalation,
    });
  }
}
