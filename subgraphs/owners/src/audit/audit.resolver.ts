import type { Context } from "@hutong/kit";
import { Max, Min } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  Resolver,
  Root,
} from "type-graphql";

import { Community } from "../community.extension.js";
import { CostAudit } from "./audit.entity.js";
import { auditFees, auditsOf } from "./audit.service.js";

@InputType({ description: "What to audit. 审核范围" })
export class AuditFeesInput {
  @Field(() => ID, { description: "Whose ledger. 小区" })
  community: string;

  @Field(() => GraphQLLocalDate, { description: "First day. 起始日" })
  from: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 截止日" })
  to: string;
}

@ArgsType()
class AuditsArgs {
  @Field(() => Int, { defaultValue: 5, description: "How many, at most 50. 条数" })
  @Min(1)
  @Max(50)
  first: number;
}

@Resolver(() => Community)
export class AuditResolver {
  @Mutation(() => CostAudit, {
    description:
      "Audit the costs of a span of days against contract and registers, for the committee. 成本审核",
  })
  auditFees(
    @Ctx() context: Context,
    @Arg("input", () => AuditFeesInput, { description: "What. 范围" }) input: AuditFeesInput,
  ): Promise<CostAudit> {
    return auditFees(context, input);
  }

  @FieldResolver(() => [CostAudit], {
    nullable: true,
    description: "Its cost audits, newest first; null for who may not read its ledger. 成本审核",
  })
  costAudits(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Args(() => AuditsArgs) { first }: AuditsArgs,
  ): Promise<CostAudit[] | null> {
    return auditsOf(id, context, first);
  }
}
