import { defineEntity, p } from "@mikro-orm/core";
import { Field, Int, ObjectType } from "type-graphql";

const CaseSettingsSchema = defineEntity({
  name: "CaseSettings",
  tableName: "case_settings",
  properties: {
    /** One row: the town's. */
    id: p.string().primary(),
    respondHoursWorkday: p.integer(),
    respondHoursRestDay: p.integer(),
    resolveHours: p.integer(),
    duplicateDays: p.integer(),
    duplicatePercent: p.integer(),
    unmergeHours: p.integer(),
    qrReportsPerHour: p.integer(),
    escalateProjectHours: p.integer(),
    escalateAreaHours: p.integer(),
    escalateCompanyHours: p.integer(),
    escalateConsortiumHours: p.integer(),
    escalateAuthorityHours: p.integer(),
  },
});

@ObjectType({ description: "What the rules leave open, as this town has settled it. 办理规则设置" })
export class CaseSettings extends CaseSettingsSchema.class {
  @Field(() => Int, { description: "Hours to respond on a workday; 2. 工作日响应时限(小时)" })
  override respondHoursWorkday: number;

  @Field(() => Int, { description: "Hours to respond on another day; 4. 非工作日响应时限(小时)" })
  override respondHoursRestDay: number;

  @Field(() => Int, { description: "Hours by the wall clock to solve; 48. 办结时限(小时)" })
  override resolveHours: number;

  @Field(() => Int, { description: "How many days back a duplicate is looked for; 7. 查重天数" })
  override duplicateDays: number;

  @Field(() => Int, {
    description: "From which likeness on it is told of, in percent; 30. 查重相似度(百分比)",
  })
  override duplicatePercent: number;

  @Field(() => Int, {
    description: "For how many hours a joining can be undone; 24. 撤销合并时限(小时)",
  })
  override unmergeHours: number;

  @Field(() => Int, {
    description: "How many complaints a community's code takes in an hour; 30. 一码每小时受理上限",
  })
  override qrReportsPerHour: number;

  @Field(() => Int, { description: "Hours for the project to answer; 2. 项目层级时限(小时)" })
  override escalateProjectHours: number;

  @Field(() => Int, { description: "Hours for the area to answer; 4. 片区层级时限(小时)" })
  override escalateAreaHours: number;

  @Field(() => Int, { description: "Hours for the company to answer; 8. 公司层级时限(小时)" })
  override escalateCompanyHours: number;

  @Field(() => Int, {
    description: "Hours for the consortium to answer; 24. 联合体层级时限(小时)",
  })
  override escalateConsortiumHours: number;

  @Field(() => Int, { description: "Hours for the authority to answer; 72. 房管层级时限(小时)" })
  override escalateAuthorityHours: number;
}
CaseSettingsSchema.setClass(CaseSettings);
