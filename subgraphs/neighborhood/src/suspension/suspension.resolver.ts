import type { Context } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintStepInput, ReasonedStepInput } from "../complaint/complaint.input.js";
import { takeStep } from "../complaint/complaint-steps.service.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { Suspension } from "./suspension.entity.js";
import { RequestSuspensionInput } from "./suspension.input.js";
import { allowSuspension, requestSuspension } from "./suspension.service.js";
import { suspensionsOf } from "./suspensions.js";

@Resolver(() => Complaint)
export class SuspensionResolver {
  @Mutation(() => Complaint, {
    description: "Ask to put it off, with the reason; somebody else allows or refuses. 申请缓办",
  })
  requestSuspension(
    @Ctx() context: Context,
    @Arg("input", () => RequestSuspensionInput) input: RequestSuspensionInput,
  ) {
    return requestSuspension(context, input);
  }

  @Mutation(() => Complaint, {
    description: "Allow somebody else's request to put it off; the clocks stand. 批准缓办",
  })
  suspendComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return allowSuspension(context, input);
  }

  @Mutation(() => Complaint, {
    description: "Refuse somebody else's request to put it off, with the reason. 驳回缓办",
  })
  refuseSuspension(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.REFUSE_SUSPENSION, {
      note: input.reason,
    });
  }

  @Mutation(() => Complaint, { description: "Go on with it; the clocks too. 恢复办理" })
  resumeComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.RESUME, input);
  }

  @FieldResolver(() => [Suspension], {
    description: "Requests to put it off and what became of them, oldest first. 缓办记录",
  })
  suspensions(@Root() { id }: Complaint, @Ctx() context: Context): Promise<Suspension[]> {
    return suspensionsOf(id, context);
  }
}
