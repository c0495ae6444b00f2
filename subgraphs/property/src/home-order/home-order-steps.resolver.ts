import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, Mutation, Resolver } from "type-graphql";

import { HomeOrder } from "./home-order.entity.js";
import {
  AcceptHomeOrderInput,
  AgreeToHomeOrderInput,
  DeclineHomeOrderInput,
  FinishHomeOrderInput,
  HomeOrderStepInput,
  PlaceHomeOrderInput,
  QuoteHomeOrderInput,
  RateHomeOrderInput,
} from "./home-order.input.js";
import {
  acceptHomeOrder,
  placeHomeOrder,
  quoteHomeOrder,
  takeHomeStep,
} from "./home-order.service.js";
import { HomeOrderStep } from "./home-order.state.js";

const described = { description: "Which, and what is said about it. 点单" };

/** One mutation for each step, so that the schema reads like the procedure. */
@Resolver(() => HomeOrder)
export class HomeOrderStepsResolver {
  @Directive('@operator(arg: "input.project")')
  @Mutation(() => HomeOrder, { description: "Order from the firm of one's community. 下单" })
  placeHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => PlaceHomeOrderInput, described) input: PlaceHomeOrderInput,
  ): Promise<HomeOrder> {
    return placeHomeOrder(context, input);
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Take it and send somebody who was vetted. 接单" })
  acceptHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => AcceptHomeOrderInput, described) input: AcceptHomeOrderInput,
  ): Promise<HomeOrder> {
    return acceptHomeOrder(context, input);
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Do not take it. 不接单" })
  declineHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => DeclineHomeOrderInput, described) input: DeclineHomeOrderInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.DECLINE, (order, at) =>
      order.decline(input.reason, at),
    );
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Be there. 上门" })
  visitHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => HomeOrderStepInput, described) input: HomeOrderStepInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.VISIT, (order, at) => order.visit(at));
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Show the price before the work. 报价" })
  quoteHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => QuoteHomeOrderInput, described) input: QuoteHomeOrderInput,
  ): Promise<HomeOrder> {
    return quoteHomeOrder(context, input);
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Agree to the price as it is shown. 确认价格" })
  agreeToHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => AgreeToHomeOrderInput, described) input: AgreeToHomeOrderInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.AGREE, (order) =>
      order.agree(input.priceFen),
    );
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Report the work done. 完工" })
  finishHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => FinishHomeOrderInput, described) input: FinishHomeOrderInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.FINISH, (order, at) =>
      order.finish(input.note, at),
    );
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Rate what was done; it counts for the firm. 评价" })
  rateHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => RateHomeOrderInput, described) input: RateHomeOrderInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.RATE, (order) =>
      order.rate(input.score, input.comment?.trim() || null),
    );
  }

  @Directive('@operator(arg: "input.order")')
  @Mutation(() => HomeOrder, { description: "Take an order back before the work. 取消" })
  cancelHomeOrder(
    @Ctx() context: Context,
    @Arg("input", () => HomeOrderStepInput, described) input: HomeOrderStepInput,
  ): Promise<HomeOrder> {
    return takeHomeStep(context, input.order, HomeOrderStep.CANCEL, (order) => order.cancel());
  }
}
