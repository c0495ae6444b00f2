import type { Context } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { Duplicate } from "./duplicate.type.js";
import { duplicatesOf, findDuplicates } from "./duplicates.service.js";
import { DuplicateInput, ReportComplaintInput } from "./intake.input.js";
import { reportComplaint } from "./intake.service.js";

@Resolver(() => Complaint)
export class IntakeResolver {
  @Mutation(() => Complaint, { description: "Take in a new complaint. 新增诉求" })
  reportComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReportComplaintInput) input: ReportComplaintInput,
  ): Promise<Complaint> {
    return reportComplaint(context, input);
  }

  @Query(() => [Duplicate], {
    description:
      "Open cases that may be the same as what is about to be reported, likest first. 查重",
  })
  duplicateHints(
    @Ctx() context: Context,
    @Arg("input", () => DuplicateInput) input: DuplicateInput,
  ): Promise<Duplicate[]> {
    return findDuplicates(context, input);
  }

  @FieldResolver(() => [Duplicate], {
    description: "Other open cases that may be the same, likest first. 疑似重复",
  })
  duplicates(@Root() complaint: Complaint, @Ctx() context: Context): Promise<Duplicate[]> {
    return duplicatesOf(context, complaint);
  }
}
