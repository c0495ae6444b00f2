import { ComplaintCategory, HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { ContractState, ContractStep, contractSteps } from "./contract.state.js";

export enum HeadcountPost {
  PROJECT_MANAGER = "PROJECT_MANAGER",
  STEWARD = "STEWARD",
  REPAIRER = "REPAIRER",
  SECURITY = "SECURITY",
  CLEANING_SUPERVISOR = "CLEANING_SUPERVISOR",
  CLEANER = "CLEANER",
  GARDENER = "GARDENER",
}
registerEnumType(HeadcountPost, {
  name: "HeadcountPost",
  description: "A post that a contract promises to fill. 岗位",
  valuesConfig: {
    PROJECT_MANAGER: { description: "Runs the project. 项目经理" },
    STEWARD: { description: "Answers to the owners. 管家" },
    REPAIRER: { description: "Repairs. 维修工" },
    SECURITY: { description: "Guards gates and garage. 秩序维护员" },
    CLEANING_SUPERVISOR: { description: "Looks after the cleaning. 保洁主管" },
    CLEANER: { description: "Cleans. 保洁员" },
    GARDENER: { description: "Tends the greens. 绿化工" },
  },
});

@ObjectType({ description: "A clause of a service contract, with the firm's promise. 合同条款" })
export class ContractClause {
  @Field({ description: "As printed: `第十二条`. 条款号" })
  number: string;

  @Field({ description: "Heading. 标题" })
  title: string;

  @Field({ description: "Full text. 条文" })
  text: string;

  @Field(() => [ComplaintCategory], {
    description: "The kinds of complaint it speaks of. 适用类别",
  })
  categories: ComplaintCategory[];

  @Field(() => Int, {
    nullable: true,
    description: "Promised to answer within, in minutes. 承诺响应(分钟)",
  })
  respondWithinMinutes: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Promised to be on site within, in minutes. 承诺到场(分钟)",
  })
  onSiteWithinMinutes: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Promised to solve within, in minutes. 承诺办结(分钟)",
  })
  resolveWithinMinutes: number | null;
}

@ObjectType({ description: "How many people a contract promises for a post. 约定人数" })
export class PromisedHeadcount {
  @Field(() => HeadcountPost, { description: "Which post. 岗位" })
  post: HeadcountPost;

  @Field(() => Int, { description: "How many. 人数" })
  count: number;
}

const ServiceContractSchema = defineEntity({
  name: "ServiceContract",
  tableName: "service_contract",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    communityId: p.string(),
    firmId: p.string(),
    startsOn: p.date(),
    endsOn: p.date(),
    feeFenPerSquareMetre: p.integer(),
    state: p.enum(() => ContractState),
    clauses: p.json<ContractClause[]>(),
    promisedHeadcount: p.json<PromisedHeadcount[]>(),
    /** None of these where the contract was taken over from paper. */
    proposedByName: p.string().nullable(),
    proposedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answeredByName: p.string().nullable(),
    answeredAt: p.datetime().columnType("timestamptz(3)").nullable(),
    declinedFor: p.text().nullable(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description: "What the owners of a community and a property firm agreed on. 物业服务合同",
})
export class ServiceContract extends ServiceContractSchema.class {
  @Field(() => ID, { description: "`sct_…`" })
  override id: string;

  @Field({ description: "Number of the contract: `WYHT-WTY-1`. 合同编号" })
  override number: string;

  @Field(() => GraphQLLocalDate, { description: "First day. 起始日" })
  override startsOn: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 到期日" })
  override endsOn: string;

  @Field(() => Int, { description: "Monthly fee for a square metre, in fen. 物业费(分/平方米·月)" })
  override feeFenPerSquareMetre: number;

  @Field(() => ContractState, { description: "Whether it binds. 状态" })
  override state: ContractState;

  @Field(() => [ContractClause], { description: "What the firm must do, as printed. 条款" })
  override clauses: ContractClause[];

  @Field(() => [PromisedHeadcount], { description: "How many people it promises. 约定人员" })
  override promisedHeadcount: PromisedHeadcount[];

  @Field(() => String, { nullable: true, description: "Who proposed it, for the owners. 提出人" })
  override proposedByName: string | null;

  @Field(() => Date, { nullable: true, description: "When it was proposed. 提出时间" })
  override proposedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who answered, for the firm. 答复人" })
  override answeredByName: string | null;

  @Field(() => Date, { nullable: true, description: "When it was signed or declined. 答复时间" })
  override answeredAt: Date | null;

  @Field(() => String, { nullable: true, description: "Why the firm did not sign. 未签理由" })
  override declinedFor: string | null;

  permits(step: ContractStep): boolean {
    return contractSteps[step].from.includes(this.state);
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  sign(at: Date, byName: string): void {
    move(this, ContractStep.SIGN);
    Object.assign(this, { answeredAt: at, answeredByName: byName });
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  decline(at: Date, byName: string, reason: string): void {
    move(this, ContractStep.DECLINE);
    Object.assign(this, { answeredAt: at, answeredByName: byName, declinedFor: reason });
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  begin(): void {
    move(this, ContractStep.BEGIN);
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  end(): void {
    move(this, ContractStep.END);
  }

  /** The clauses that speak of a kind of complaint, in the order of the contract. */
  clausesOn(category: ComplaintCategory): ContractClause[] {
    return this.clauses.filter((clause) => clause.categories.includes(category));
  }
}
ServiceContractSchema.setClass(ServiceContract);

/** Not a method of the class with `#`: entities are not made by its constructor. */
function move(contract: ServiceContract, step: ContractStep): void {
  if (!contract.permits(step)) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: `A contract in state ${contract.state} cannot ${step} now`,
      state: contract.state,
    });
  }
  contract.state = contractSteps[step].to;
}
