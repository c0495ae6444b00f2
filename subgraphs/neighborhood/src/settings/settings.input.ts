import { Max, Min } from "class-validator";
import { Field, InputType, Int } from "type-graphql";

const hours = () => (target: object, key: string) => {
  Min(1)(target, key);
  Max(24 * 30)(target, key);
};

@InputType({ description: "What to settle anew; what is left out stays. 修改办理规则" })
export class CaseSettingsInput {
  @Field(() => Int, { nullable: true, description: "Hours to respond on a workday. 工作日响应" })
  @hours()
  respondHoursWorkday?: number;

  @Field(() => Int, { nullable: true, description: "Hours on another day. 非工作日响应" })
  @hours()
  respondHoursRestDay?: number;

  @Field(() => Int, { nullable: true, description: "Hours to solve. 办结时限" })
  @hours()
  resolveHours?: number;

  @Field(() => Int, { nullable: true, description: "Days to look back for duplicates. 查重天数" })
  @Min(1)
  @Max(365)
  duplicateDays?: number;

  @Field(() => Int, { nullable: true, description: "Likeness in percent. 查重相似度" })
  @Min(1)
  @Max(100)
  duplicatePercent?: number;

  @Field(() => Int, { nullable: true, description: "Hours to undo a joining. 撤销合并时限" })
  @hours()
  unmergeHours?: number;

  @Field(() => Int, { nullable: true, description: "Complaints per code and hour. 一码每小时上限" })
  @Min(1)
  @Max(10_000)
  qrReportsPerHour?: number;

  @Field(() => Int, { nullable: true, description: "Hours for the project. 项目层级时限" })
  @hours()
  escalateProjectHours?: number;

  @Field(() => Int, { nullable: true, description: "Hours for the area. 片区层级时限" })
  @hours()
  escalateAreaHours?: number;

  @Field(() => Int, { nullable: true, description: "Hours for the company. 公司层级时限" })
  @hours()
  escalateCompanyHours?: number;

  @Field(() => Int, { nullable: true, description: "Hours for the consortium. 联合体层级时限" })
  @hours()
  escalateConsortiumHours?: number;

  @Field(() => Int, { nullable: true, description: "Hours for the authority. 房管层级时限" })
  @hours()
  escalateAuthorityHours?: number;
}
