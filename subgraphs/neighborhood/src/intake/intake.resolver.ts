import { type Context, ImportReport } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { addPhotos } from "./complaint-photos.js";
import { importComplaints } from "./complaint-import.service.js";
import { Duplicate } from "./duplicate.type.js";
import { duplicatesOf, findDuplicates } from "./duplicates.service.js";
import { AddComplaintPhotosInput, DuplicateInput, ReportComplaintInput } from "./intake.input.js";
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

  @Mutation(() => Complaint, {
    description: "Add photos to a case, by its reporter, its grid or its firm. 补充照片",
  })
  addComplaintPhotos(
    @Ctx() context: Context,
    @Arg("input", () => AddComplaintPhotosInput) input: AddComplaintPhotosInput,
  ): Promise<Complaint> {
    return addPhotos(context, input);
  }

  @Mutation(() => ImportReport, {
    description:
      "Take in a file of complaints that the city hotline transferred, all rows or none: 单号, 受理时间, 小区, 类别, 等级, 标题, 内容, 楼栋单元, 详细位置, 反映人, 电话. 导入 12345 转办件",
  })
  importComplaints(
    @Ctx() context: Context,
    @Arg("csv", () => String, { description: "The file's text, UTF-8. 文件内容" }) csv: string,
    @Arg("dryRun", () => Boolean, {
      defaultValue: true,
      description: "Only tell what is wrong with it. 试运行",
    })
    dryRun: boolean,
  ): Promise<ImportReport> {
    return importComplaints(context, csv, dryRun);
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
