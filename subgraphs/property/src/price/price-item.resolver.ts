import { After, type Context, Live, requireId } from "@hutong/kit";
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { PropertyFirm } from "../firm.extension.js";
import { PriceItem } from "./price-item.entity.js";
import { PriceItemEvent, priceTopic } from "./price-item.events.js";
import { SetPriceInput } from "./price-item.input.js";
import { priceListOf, setPrice } from "./price-item.service.js";

@Resolver(() => PriceItem)
export class PriceItemResolver {
  @Directive('@operator(arg: "firm")')
  @Query(() => [PriceItem], { description: "A firm's prices in force, by service. 价目表" })
  priceList(
    @Ctx() context: Context,
    @Arg("firm", () => ID, { description: "Whose: `firm_…`. 企业" }) firm: string,
  ): Promise<PriceItem[]> {
    return priceListOf(requireId(firm, "firm"), context);
  }

  @Directive('@operator(arg: "input.firm")')
  @Mutation(() => PriceItem, { description: "Put a price on the firm's public list. 定价" })
  setPrice(
    @Ctx() context: Context,
    @Arg("input", () => SetPriceInput, { description: "The price. 价目" }) input: SetPriceInput,
  ): Promise<PriceItem> {
    return setPrice(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => PriceItemEvent, {
    topic: priceTopic,
    description: "That a price was put on a firm's list, for everybody as the list is. 价目动态",
    admit: (_context, { firm }: { firm: string }) => void requireId(firm, "firm"),
    concerns: ({ payload }, _context, { firm }) => payload.firm === firm,
  })
  priceListChanged(
    @Root() event: PriceItemEvent,
    @Arg("firm", () => ID, { description: "Whose: `firm_…`. 企业" }) _firm: string,
    @After() _after?: string,
  ): PriceItemEvent {
    return event;
  }
}

@Resolver(() => PriceItemEvent)
export class PriceItemEventResolver {
  @FieldResolver(() => PriceItem, { nullable: true, description: "The price. 价目" })
  item(@Root() { payload }: PriceItemEvent, @Ctx() { em }: Context): Promise<PriceItem | null> {
    return em.findOne(PriceItem, payload.item);
  }
}

@Resolver(() => PropertyFirm)
export class FirmPriceListResolver {
  @FieldResolver(() => [PriceItem], {
    nullable: true,
    description: "Its prices in force for work in people's homes, by service. 价目表",
  })
  priceList(@Root() { id }: PropertyFirm, @Ctx() context: Context): Promise<PriceItem[]> {
    return priceListOf(id, context);
  }
}
