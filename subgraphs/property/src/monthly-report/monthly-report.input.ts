import { Length } from "class-validator";
import { LocalDateResolver } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Another person is named for a report. 指定报告人" })
export class NameReporterInput {
  @Field(() => ID, { description: "Which: `mrp_…`. 月报" })
  report: string;

  @Field(() => ID, { description: "Whom: `stf_…`. 人员" })
  staff: string;
}

@InputType({ description: "A month's report. 上报月报" })
export class SubmitMonthlyReportInput {
  @Field(() => ID, { description: "Which: `mrp_…`. 月报" })
  report: string;

  @Field({ description: "What was done and what is open. 小结" })
  @Length(10, 5000)
  summary: string;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "When the owners' meeting of the month was held. 业主恳谈会日期",
  })
  ownersMeetingOn?: string | null;
}
