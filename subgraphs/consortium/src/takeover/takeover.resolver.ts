import { type Connection, connectionOf, type Context, PageArgs } from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";

import { HistoryEntry } from "../changes/history.entity.js";
import { historyOf } from "../changes/history.js";
import { Community, communityOf } from "../community.extension.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { Takeover, TakeoverCandidate } from "./takeover.entity.js";
import {
  DecideTakeoverInput,
  HandOverTakeoverInput,
  RecommendFirmInput,
  RequestTakeoverInput,
  TakeoverStepInput,
} from "./takeover.input.js";
import { candidatesOf, readTakeover, takeoversOf } from "./takeover.reference.js";
import {
  consultOnTakeover,
  decideTakeover,
  declareWilling,
  handOverTakeover,
  listTakeovers,
  recommendFirm,
  requestTakeover,
} from "./takeover.service.js";
import { TakeoverState } from "./takeover.state.js";

const TakeoverConnection = connectionOf(Takeover);
const which = { description: "Which takeover, and what there is to say. 接管与说明" };

@Resolver(() => Takeover)
export class TakeoverResolver {
  @Query(() => Takeover, { nullable: true, description: "One takeover. 查看接管" })
  takeover(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`tko_…`" }) id: string,
  ): Promise<Takeover> {
    return readTakeover(context, id);
  }

  @Query(() => TakeoverConnection, {
    description: "The takeovers that are the actor's to see, newest first. 接管列表",
  })
  takeovers(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("states", () => [TakeoverState], {
      nullable: true,
      description: "In one of these states. 状态",
    })
    states?: TakeoverState[] | null,
  ): Promise<Connection<Takeover>> {
    return listTakeovers(context, states, page);
  }

  @Mutation(() => Takeover, { description: "Say that a community needs a firm. 申请接管" })
  requestTakeover(
    @Ctx() context: Context,
    @Arg("input", () => RequestTakeoverInput, which) input: RequestTakeoverInput,
  ): Promise<Takeover> {
    return requestTakeover(context, input);
  }

  @Mutation(() => Takeover, { description: "Say that one's firm is able and willing. 表达意愿" })
  declareWilling(
    @Ctx() context: Context,
    @Arg("input", () => TakeoverStepInput, which) input: TakeoverStepInput,
  ): Promise<Takeover> {
    return declareWilling(context, input);
  }

  @Mutation(() => Takeover, { description: "Write down what was asked and heard. 会商" })
  consultOnTakeover(
    @Ctx() context: Context,
    @Arg("input", () => TakeoverStepInput, which) input: TakeoverStepInput,
  ): Promise<Takeover> {
    return consultOnTakeover(context, input);
  }

  @Mutation(() => Takeover, { description: "Recommend an able and willing firm. 推荐企业" })
  recommendFirm(
    @Ctx() context: Context,
    @Arg("input", () => RecommendFirmInput, which) input: RecommendFirmInput,
  ): Promise<Takeover> {
    return recommendFirm(context, input);
  }

  @Mutation(() => Takeover, {
    description: "Take the firm or not, for the owners' committee. 业主决定",
  })
  decideTakeover(
    @Ctx() context: Context,
    @Arg("input", () => DecideTakeoverInput, which) input: DecideTakeoverInput,
  ): Promise<Takeover> {
    return decideTakeover(context, input);
  }

  @Mutation(() => Takeover, { description: "Record the hand-over. 交接" })
  handOverTakeover(
    @Ctx() context: Context,
    @Arg("input", () => HandOverTakeoverInput, which) input: HandOverTakeoverInput,
  ): Promise<Takeover> {
    return handOverTakeover(context, input);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { communityId }: Takeover): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm that is recommended, then chosen. 推荐企业",
  })
  firm(@Root() { firmId }: Takeover, @Ctx() context: Context) {
    return firmId ? firmReference.loadOne(firmId, context) : null;
  }

  @FieldResolver(() => [TakeoverCandidate], {
    description: "The firms that are able and willing. 意向企业",
  })
  candidates(@Root() { id }: Takeover, @Ctx() context: Context): Promise<TakeoverCandidate[]> {
    return candidatesOf(id, context);
  }

  @FieldResolver(() => [HistoryEntry], { description: "What was done, oldest first. 办理记录" })
  history(@Root() { id }: Takeover, @Ctx() context: Context): Promise<HistoryEntry[]> {
    return historyOf(id, context);
  }
}

@Resolver(() => TakeoverCandidate)
export class TakeoverCandidateResolver {
  @FieldResolver(() => PropertyFirm, { description: "The firm. 企业" })
  firm(
    @Root() { firmId }: TakeoverCandidate,
    @Ctx() context: Context,
  ): Promise<PropertyFirm | null> {
    return firmReference.loadOne(firmId, context);
  }
}

@Resolver(() => Community)
export class CommunityTakeoverResolver {
  @FieldResolver(() => [Takeover], {
    nullable: true,
    description: "Its changes of firm that are the actor's to see, newest first. 接管",
  })
  takeovers(@Root() { id }: Community, @Ctx() context: Context): Promise<Takeover[]> {
    return takeoversOf(id, context);
  }
}
