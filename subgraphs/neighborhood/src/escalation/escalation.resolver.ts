import { After, type Context, Live } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { concerns } from "../complaint/complaint.events.js";
import { ReasonedStepInput } from "../complaint/complaint.input.js";
import { factsOf } from "../complaint/complaint.policy.js";
import { complaintReference } from "../complaint/complaint.reference.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import {
  Escalation,
  EscalationLevel,
  EscalationStep,
  escalationSteps,
} from "./escalation.entity.js";
import { EscalationEvent, EscalationEventKind, escalationTopic } from "./escalation.events.js";
import { AnswerEscalationInput, VerifyEscalationInput } from "./escalation.input.js";
import { maySpeakFor } from "./escalation.policy.js";
import { escalationReference } from "./escalation.reference.js";
import {
  answerEscalation,
  canEscalate,
  escalate,
  escalationsOf,
  verifyEscalation,
} from "./escalation.service.js";

@Resolver(() => Escalation)
export class EscalationResolver {
  @Mutation(() => Complaint, {
    description: "Take a case that does not go on to the next level up, with the reason. 升级",
  })
  escalateComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ): Promise<Complaint> {
    return escalate(context, input.complaint, input.reason);
  }

  @Mutation(() => Escalation, { description: "Answer for a level. 答复升级" })
  answerEscalation(
    @Ctx() context: Context,
    @Arg("input", () => AnswerEscalationInput) input: AnswerEscalationInput,
  ): Promise<Escalation> {
    return answerEscalation(context, input);
  }

  @Mutation(() => Escalation, {
    description: "Confirm the solution for a level; the highest first, then down. 核查升级",
  })
  verifyEscalation(
    @Ctx() context: Context,
    @Arg("input", () => VerifyEscalationInput) input: VerifyEscalationInput,
  ): Promise<Escalation> {
    return verifyEscalation(context, input);
  }

  @Live(() => EscalationEvent, {
    topic: escalationTopic,
    description: "How cases climb from level to level and come down again. 升级动态",
    admit: ({ actor }, _filter: { levels?: EscalationLevel[]; kinds?: EscalationEventKind[] }) =>
      actor.require("case:read"),
    concerns: ({ kind, payload }, context, { levels, kinds }) =>
      (!levels || levels.includes(payload.level)) &&
      (!kinds || kinds.includes(kind)) &&
      concerns(context, payload),
  })
  complaintEscalated(
    @Root() event: EscalationEvent,
    @Arg("levels", () => [EscalationLevel], { nullable: true, description: "Only these. 层级" })
    _levels?: EscalationLevel[],
    @Arg("kinds", () => [EscalationEventKind], {
      nullable: true,
      description: "Only these events. 事件类别",
    })
    _kinds?: EscalationEventKind[],
    @After() _after?: string,
  ): EscalationEvent {
    return event;
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "The case. 诉求" })
  complaint(
    @Root() { complaintId }: Escalation,
    @Ctx() context: Context,
  ): Promise<Complaint | null> {
    return complaintReference.loadOne(complaintId, context);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm that had to answer; none for a community without one. 责任企业",
  })
  firm(@Root() { firmId }: Escalation): PropertyFirm | null {
    return firmOf(firmId);
  }

  @FieldResolver(() => [EscalationStep], {
    description: "What the actor may do for this level now. 可办理动作",
  })
  async steps(@Root() escalation: Escalation, @Ctx() context: Context): Promise<EscalationStep[]> {
    const complaint = await complaintReference.loadOne(escalation.complaintId, context);
    if (!complaint || !maySpeakFor(context.actor, factsOf(complaint), escalation)) return [];
    const { ANSWER, VERIFY } = EscalationStep;
    const allowed = (step: EscalationStep): boolean =>
      escalationSteps[step].from.includes(escalation.state);
    return [
      ...(allowed(ANSWER) ? [ANSWER] : []),
      ...(allowed(VERIFY) && complaint.state === "RESOLVED" ? [VERIFY] : []),
    ];
  }
}

@Resolver(() => Complaint)
export class ComplaintEscalationsResolver {
  @FieldResolver(() => [Escalation], {
    description:
      "The levels that had to answer for it, in the order in which they were told. 升级记录",
  })
  escalations(@Root() { id }: Complaint, @Ctx() context: Context): Promise<Escalation[]> {
    return escalationsOf(id, context);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor may take it to the next level up now. 可否升级",
  })
  canEscalate(@Root() complaint: Complaint, @Ctx() context: Context): Promise<boolean> {
    return canEscalate(context, complaint);
  }
}

@Resolver(() => EscalationEvent)
export class EscalationEventResolver {
  @FieldResolver(() => Escalation, {
    nullable: true,
    description: "The escalation as it is now. 升级记录",
  })
  escalation(
    @Root() { payload }: EscalationEvent,
    @Ctx() context: Context,
  ): Promise<Escalation | null> {
    return escalationReference.loadOne(payload.escalation, context);
  }
}
