import type { Context } from "@hutong/kit";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";

import { revealReporter } from "../disclosure/disclosure.service.js";
import { Complaint } from "./complaint.entity.js";
import {
  CallBackInput,
  ComplaintStepInput,
  FileComplaintInput,
  ReasonedStepInput,
  RevealReporterInput,
} from "./complaint.input.js";
import { takeStep } from "./complaint-steps.service.js";
import { ComplaintStep } from "./complaint.state.js";

/** One mutation for each step, so that the schema reads like the procedure. */
@Resolver(() => Complaint)
export class ComplaintStepsResolver {
  @Mutation(() => Complaint, { description: "Classify and grade it. 立案" })
  fileComplaint(
    @Ctx() context: Context,
    @Arg("input", () => FileComplaintInput) input: FileComplaintInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.FILE, {
      ...input,
      change: (complaint) => {
        complaint.category = input.category ?? complaint.category;
        complaint.grade = input.grade ?? complaint.grade;
      },
    });
  }

  @Mutation(() => Complaint, {
    description: "Send it to the responsible firm; its clocks begin. 派遣",
  })
  dispatchComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.DISPATCH, input);
  }

  @Mutation(() => Complaint, { description: "Answer it, for the responsible firm. 响应" })
  respondToComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.RESPOND, input);
  }

  @Mutation(() => Complaint, { description: "Begin to work on it. 开始处置" })
  startComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.START, input);
  }

  @Mutation(() => Complaint, { description: "Report it solved. 办结" })
  resolveComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.RESOLVE, input);
  }

  @Mutation(() => Complaint, { description: "Confirm on site that it is solved. 核查" })
  verifyComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.VERIFY, input);
  }

  @Mutation(() => Complaint, { description: "Record what the reporter said. 回访" })
  callBackComplaint(
    @Ctx() context: Context,
    @Arg("input", () => CallBackInput) input: CallBackInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.CALL_BACK, {
      ...input,
      change: (complaint) => {
        complaint.satisfied = input.satisfied ?? null;
        complaint.answered = complaint.satisfied !== null;
      },
    });
  }

  @Mutation(() => Complaint, { description: "Close it. 结案" })
  closeComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) input: ComplaintStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.CLOSE, input);
  }

  @Mutation(() => Complaint, { description: "Refuse it, with the reason. 不予受理" })
  rejectComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.REJECT, { note: input.reason });
  }

  @Mutation(() => Complaint, {
    description: "Not the firm's duty: hand it to the grid leader. 职责外转办",
  })
  markComplaintOutOfScope(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.MARK_OUT_OF_SCOPE, {
      note: input.reason,
      change: (complaint) => {
        complaint.outOfScopeReported = context.actor.is("FIRM_MANAGER");
      },
    });
  }

  @Mutation(() => Complaint, { description: "Give it back, for the firm. 退单" })
  returnComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.RETURN, { note: input.reason });
  }

  @Mutation(() => Complaint, { description: "Take it up again. 重办" })
  reopenComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedStepInput) input: ReasonedStepInput,
  ) {
    return takeStep(context, input.complaint, ComplaintStep.REOPEN, { note: input.reason });
  }

  @Mutation(() => Complaint, {
    description:
      "See the reporter's name and phone, for a stated purpose; it is written to the ledger. 查看反映人身份",
  })
  revealReporter(
    @Ctx() context: Context,
    @Arg("input", () => RevealReporterInput) input: RevealReporterInput,
  ) {
    return revealReporter(context, input);
  }
}
