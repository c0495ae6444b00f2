import {
  After,
  type Connection,
  connectionOf,
  type Context,
  forbidden,
  ImportReport,
  Live,
  PageArgs,
} from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { CostAudit } from "../audit/audit.entity.js";
import { Community, communityOf } from "../community.extension.js";
import { FeeEntry } from "./fee.entity.js";
import { FeeEvent, feeTopic } from "./fee.events.js";
import { ImportFeesInput, PostFeeInput, ReverseFeeInput } from "./fee.input.js";
import { mayReadFees } from "./fee.policy.js";
import { FeeSummary } from "./fee-summary.type.js";
import { feesOf, importFees, ledgerOf, postFee, reverseFee, summaryOf } from "./fee.service.js";

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

  @Live(() => FeeEvent, {
    topic: feeTopic,
    description:
      "What happens to a community's ledger, its audits included, for who may read it. 账目动态",
    admit: async (context, { community }: { community: string }) => {
      if (!mayReadFees(context.actor, await ledgerOf(community, context)))
        throw forbidden("This ledger is not yours to read");
    },
    concerns: ({ payload: { community: communityId, firm: firmId } }, { actor }, { community }) =>
      communityId === community && mayReadFees(actor, { communityId, firmId }),
  })
  feesChanged(
    @Root() event: FeeEvent,
    @Arg("community", () => ID, { description: "Whose ledger: `cty_…`. 小区" }) _community: string,
    @After() _after?: string,
  ): FeeEvent {
    return event;
  }
}

@Resolver(() => FeeEvent)
export class FeeEventResolver {
  @FieldResolver(() => FeeEntry, {
    nullable: true,
    description: "The line, where it is one. 账目",
  })
  entry(@Root() { payload }: FeeEvent, @Ctx() { em }: Context): Promise<FeeEntry | null> | null {
    return payload.entry ? em.findOne(FeeEntry, payload.entry) : null;
  }

  @FieldResolver(() => CostAudit, {
    nullable: true,
    description: "The audit, where one was finished. 审核",
  })
  audit(@Root() { payload }: FeeEvent, @Ctx() { em }: Context): Promise<CostAudit | null> | null {
    return payload.audit ? em.findOne(CostAudit, payload.audit) : null;
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { payload }: FeeEvent): Community {
    return communityOf(payload.community);
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
