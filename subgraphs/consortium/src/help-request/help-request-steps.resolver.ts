import { clearTimer, type Context } from "@hutong/kit";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";

import { archive } from "../library/archive.js";
import { requireAnonymous } from "./anonymous.js";
import { HelpRequest } from "./help-request.entity.js";
import {
  AdviseInput,
  AskAllFirmsInput,
  HelpRequestStepInput,
  WithdrawHelpRequestInput,
} from "./help-request.input.js";
import {
  askAllFirms,
  broadcastHelpRequest,
  takeStep,
  withdrawHelpRequest,
} from "./help-request.service.js";
import { HelpRequestStep } from "./help-request.state.js";
import { archiveInTime, archiveIsDue } from "./help-request.timers.js";
import { HelpRequestEventKind } from "./record.entity.js";

const which = { description: "Which request, and what there is to say. 会诊与说明" };

/** One mutation for each step, so that the schema reads like the procedure. */
@Resolver(() => HelpRequest)
export class HelpRequestStepsResolver {
  @Mutation(() => HelpRequest, {
    description: "Ask all firms for an expert, without saying whose home it is. 向全部企业求助",
  })
  askAllFirms(
    @Ctx() context: Context,
    @Arg("input", () => AskAllFirmsInput, which) input: AskAllFirmsInput,
  ) {
    return askAllFirms(context, input);
  }

  @Mutation(() => HelpRequest, { description: "Send a draft to all firms. 发布草稿" })
  broadcastHelpRequest(
    @Ctx() context: Context,
    @Arg("input", () => HelpRequestStepInput, which) input: HelpRequestStepInput,
  ) {
    return broadcastHelpRequest(context, input.helpRequest);
  }

  @Mutation(() => HelpRequest, { description: "Be on site, for the chosen expert. 专家到场" })
  arriveAsExpert(
    @Ctx() context: Context,
    @Arg("input", () => HelpRequestStepInput, which) input: HelpRequestStepInput,
  ) {
    return takeStep(context, input.helpRequest, HelpRequestStep.ARRIVE, {
      kind: HelpRequestEventKind.ARRIVED,
      note: input.note,
    });
  }

  @Mutation(() => HelpRequest, { description: "Give advice, for the chosen expert. 出具会诊意见" })
  adviseOnHelpRequest(
    @Ctx() context: Context,
    @Arg("input", () => AdviseInput, which) input: AdviseInput,
  ) {
    requireAnonymous({ advice: input.advice });
    return takeStep(context, input.helpRequest, HelpRequestStep.ADVISE, {
      kind: HelpRequestEventKind.ADVISED,
      note: input.advice,
      change: (request) => void (request.advice = input.advice.trim()),
    });
  }

  @Mutation(() => HelpRequest, { description: "Confirm that the advice helped. 确认" })
  confirmHelp(
    @Ctx() context: Context,
    @Arg("input", () => HelpRequestStepInput, which) input: HelpRequestStepInput,
  ) {
    return takeStep(context, input.helpRequest, HelpRequestStep.CONFIRM, {
      kind: HelpRequestEventKind.CONFIRMED,
      note: input.note,
      change: (request, em) => archiveInTime(em, request),
    });
  }

  @Mutation(() => HelpRequest, { description: "Close it; it stays in the case library. 归档" })
  closeHelpRequest(
    @Ctx() context: Context,
    @Arg("input", () => HelpRequestStepInput, which) input: HelpRequestStepInput,
  ) {
    return takeStep(context, input.helpRequest, HelpRequestStep.CLOSE, {
      kind: HelpRequestEventKind.CLOSED,
      note: input.note,
      change: (request, em) => {
        clearTimer(em, archiveIsDue, request.id);
        return archive(em, request, request.closedAt!);
      },
    });
  }

  @Mutation(() => HelpRequest, { description: "Take it back before an expert is chosen. 撤回求助" })
  withdrawHelpRequest(
    @Ctx() context: Context,
    @Arg("input", () => WithdrawHelpRequestInput, which) input: WithdrawHelpRequestInput,
  ) {
    return withdrawHelpRequest(context, input.helpRequest, input.reason);
  }

  @Mutation(() => HelpRequest, {
    description: "Record that nobody answered before the deadline. 标记无人应援",
  })
  markNoOffer(
    @Ctx() context: Context,
    @Arg("input", () => HelpRequestStepInput, which) input: HelpRequestStepInput,
  ) {
    return takeStep(context, input.helpRequest, HelpRequestStep.MARK_NO_OFFER, {
      kind: HelpRequestEventKind.NO_OFFER,
      note: input.note,
    });
  }
}
