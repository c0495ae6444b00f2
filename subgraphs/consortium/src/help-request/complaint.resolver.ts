import type { Context } from "@hutong/kit";
import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint.extension.js";
import { HelpRequest } from "./help-request.entity.js";
import { isUnderWork, mayAskAllFirms } from "./help-request.policy.js";
import { hasOpenRequest, helpRequestsOf } from "./help-request.reference.js";

@Resolver(() => Complaint)
export class ComplaintHelpResolver {
  @FieldResolver(() => [HelpRequest], {
    nullable: true,
    description:
      "The calls for an expert made for it that are the actor's to see, newest first. 会诊求助",
  })
  helpRequests(@Root() { id }: Complaint, @Ctx() context: Context): Promise<HelpRequest[]> {
    return helpRequestsOf(id, context);
  }

  @Directive('@requires(fields: "state responsibleFirm { id }")')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether the actor may ask all firms about it now. 可否向全部企业求助",
  })
  async canAskAllFirms(
    @Root() { id, state, responsibleFirm }: Complaint,
    @Ctx() context: Context,
  ): Promise<boolean> {
    if (!isUnderWork(state) || !mayAskAllFirms(context.actor, responsibleFirm?.id)) return false;
    return !(await hasOpenRequest(id, context));
  }
}
