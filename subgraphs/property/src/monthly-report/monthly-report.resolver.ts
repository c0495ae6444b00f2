import {
  After,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  requireId,
} from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { maySeeWork } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { MonthlyReport, MonthlyReportState } from "./monthly-report.entity.js";
import { MonthlyReportEvent, monthlyReportTopic } from "./monthly-report.events.js";
import { NameReporterInput, SubmitMonthlyReportInput } from "./monthly-report.input.js";
import { monthlyReportReference } from "./monthly-report.reference.js";
import { listReports, nameReporter, submitMonthlyReport } from "./monthly-report.service.js";

const MonthlyReportConnection = connectionOf(MonthlyReport);

@Resolver(() => MonthlyReport)
export class MonthlyReportResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["dueAt:desc", "id:desc"])')
  @Query(() => MonthlyReportConnection, {
    nullable: true,
    description: "Monthly reports that are the actor's to see, latest due first. 月报列表",
  })
  monthlyReports(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("states", () => [MonthlyReportState], {
      nullable: true,
      description: "Only in one of these states. 状态",
    })
    states?: MonthlyReportState[],
  ): Promise<Connection<MonthlyReport>> {
    return listReports(context, { firm, states }, page);
  }

  @Directive('@operator(arg: "input.report")')
  @Mutation(() => MonthlyReport, { description: "Name another person for a report. 指定报告人" })
  nameReporter(
    @Ctx() context: Context,
    @Arg("input", () => NameReporterInput, { description: "Whom. 报告人" })
    input: NameReporterInput,
  ): Promise<MonthlyReport> {
    return nameReporter(context, input);
  }

  @Directive('@operator(arg: "input.report")')
  @Mutation(() => MonthlyReport, {
    description: "Hand a report in; the figures are taken from the books. 上报月报",
  })
  submitMonthlyReport(
    @Ctx() context: Context,
    @Arg("input", () => SubmitMonthlyReportInput, { description: "The report. 月报" })
    input: SubmitMonthlyReportInput,
  ): Promise<MonthlyReport> {
    return submitMonthlyReport(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => MonthlyReportEvent, {
    topic: monthlyReportTopic,
    description: "What becomes of a firm's reports, as far as the actor may see it. 月报动态",
    admit: ({ actor }, { firm }: { firm: string }) => {
      requireId(firm, "firm");
      actor.require("case:read");
    },
    concerns: ({ payload: { firm: firmId, community: communityId } }, { actor }, { firm }) =>
      firmId === firm && maySeeWork(actor, { firmId, communityId }),
  })
  monthlyReportChanged(
    @Root() event: MonthlyReportEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): MonthlyReportEvent {
    return event;
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "Of which project. 项目" })
  project(@Root() { project }: MonthlyReport, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }

  @FieldResolver(() => FirmStaff, {
    nullable: true,
    description: "Who is named for it; nobody yet where the project has no manager. 报告人",
  })
  reporter(@Root() { reporter }: MonthlyReport, @Ctx() context: Context) {
    return reporter ? staffReference.loadOne(reporter.id, context) : null;
  }
}

@Resolver(() => MonthlyReportEvent)
export class MonthlyReportEventResolver {
  @FieldResolver(() => MonthlyReport, { nullable: true, description: "As it is now. 月报" })
  report(@Root() { payload }: MonthlyReportEvent, @Ctx() context: Context) {
    return monthlyReportReference.loadOne(payload.report, context);
  }
}
