import { HutongError, invalidInput, requireId } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PriceItem } from "../price/price-item.entity.js";
import { QuoteLine } from "./home-order.entity.js";
import type { QuoteLineInput } from "./home-order.input.js";

/**
 * The lines of a price as they are shown: each under a price of the firm's list that is in force.
 * @throws HutongError `INVALID_INPUT` for a price that is not on the list, `PRICE_ABOVE_LIST` for more
 */
export async function quoteFrom(
  em: EntityManager,
  firmId: string,
  lines: readonly QuoteLineInput[],
): Promise<QuoteLine[]> {
  const wanted = lines.map(({ item }) => requireId(item, "pri"));
  const items = new Map(
    (await em.find(PriceItem, { id: { $in: wanted }, firmId, until: null })).map((item) => [
      item.id,
      item,
    ]),
  );
  return lines.map(({ item: id, quantity, unitPriceFen }) => {
    const item = items.get(id);
    if (!item) throw invalidInput({ lines: `${id} is not on the firm's price list now` });
    const price = unitPriceFen ?? item.priceFen;
    if (price > item.priceFen) {
      throw new HutongError("PRICE_ABOVE_LIST", {
        message: `${item.service}: at most ${item.priceFen} fen for one ${item.unit}`,
      });
    }
    return Object.assign(new QuoteLine(), {
      item: id,
      service: item.service,
      unit: item.unit,
      quantity,
      unitPriceFen: price,
    });
  });
}
