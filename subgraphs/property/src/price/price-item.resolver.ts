import { type Context, requireId } from "@hutong/kit";
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
