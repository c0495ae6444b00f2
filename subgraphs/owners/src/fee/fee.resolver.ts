import { type Connection, connectionOf, type Context, ImportReport, PageArgs } from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Community } from "../community.extension.js";
import { FeeEntry } from "./fee.entity.js";
import { ImportFeesInput, PostFeeInput, ReverseFeeInput } from "./fee.input.js";
import { FeeSummary } from "./fee-summary.type.js";
import { feesOf, importFees, postFee, reverseFee, summaryOf } from "./fee.service.js";

const FeeEntryConnection = connectionOf(FeeEntry);

@Resolver(() => FeeEntry)
export class FeeResolver {
  @Mutation(() => FeeEntry, {
    description:
      "Enter a line: the firm all kinds, the committee what common parts brought. 登记账目",
  })
  postFee(
    @Ctx() context: Context,
    @Arg("input", () => PostFeeInput, { description: "The line. 账目" }) input: PostFeeInput,
  ): Promise<FeeEntry> {
    return postFee(context, input);
  }

  @Mutation(() => FeeEntry, { description: "Take a wrong line back by another. 冲销账目" })
  reverseFee(
    @Ctx() context: Context,
    @Arg("input", () => ReverseFeeInput, { description: "Which, and why. 账目与原因" })
    input: ReverseFeeInput,
  ): Promise<FeeEntry> {
    return reverseFee(context, input);
  }

  @Mutation(() => ImportReport, {
    description: "Import a ledger from CSV: all of its lines or none. 导入账目",
  })
  importFees(
    @Ctx() context: Context,
    @Arg("input", () => ImportFeesInput, { description: "The file. 文件" })
    input: ImportFeesInput,
  ): Promise<ImportReport> {
    return importFees(context, input);
  }
}

@Resolver(() => Community)
export class CommunityFeesResolver {
  @FieldResolver(() => FeeEntryConnection, {
    nullable: true,
    description:
      "Its fee ledger in a span of days, newest first; null for who may not read it. 物业费账目",
  })
  fees(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Arg("from", () => GraphQLLocalDate, { description: "First day. 起始日" }) from: string,
    @Arg("to", () => GraphQLLocalDate, { description: "Last day. 截止日" }) to: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<FeeEntry> | null> {
    return feesOf(id, context, { from, to }, page);
  }

  @FieldResolver(() => FeeSummary, {
    nullable: true,
    description: "What was paid, spent and left; null for who may not read it. 收支汇总",
  })
  feeSummary(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Arg("from", () => GraphQLLocalDate, { description: "First day. 起始日" }) from: string,
    @Arg("to", () => GraphQLLocalDate, { description: "Last day. 截止日" }) to: string,
  ): Promise<FeeSummary | null> {
    return summaryOf(id, context, { from, to });
  }
}
