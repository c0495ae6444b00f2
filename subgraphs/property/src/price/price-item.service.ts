import { type Context, defineBatch, emit, newId, requireId, now } from "@hutong/kit";
import { insist, manages } from "../firm.policy.js";
import { operatorOfFirm } from "../project/project.reference.js";
import { PriceItem } from "./price-item.entity.js";
import { priceTopic } from "./price-item.events.js";
import type { SetPriceInput } from "./price-item.input.js";

/** Puts a price on the firm's list, in place of the one for the same service. */
export async function setPrice(
  { em, actor }: Context,
  { firm, note, ...price }: SetPriceInput,
): Promise<PriceItem> {
  const firmId = requireId(firm, "firm");
  insist(manages(actor, firmId), "A firm's prices are set by its manager");
  const operator = await operatorOfFirm(em, firmId);
  return em.transactional(async (inner) => {
    // Two prices for one service at once: the second replaces the first.
    await inner.execute("select pg_advisory_xact_lock(hashtextextended(?, 1))", [firmId]);
    const at = now();
    await inner.nativeUpdate(
      PriceItem,
      { firmId, service: price.service, until: null },
      { until: at },
    );
    const item = inner.create(PriceItem, {
      ...price,
      note: note ?? null,
      id: newId("pri", operator),
      firmId,
      since: at,
    });
    inner.persist(item);
    emit(inner, priceTopic, "SET", { item: item.id, firm: firmId });
    return item;
  });
}

/** The prices in force of a firm, by service. They are public: they hang beside the front desk. */
export const priceListOf = defineBatch<PriceItem[]>(async (ids, { em }) => {
  const items = await em.find(
    PriceItem,
    { firmId: { $in: [...ids] }, until: null },
    { orderBy: { service: "asc", id: "asc" } },
  );
  const byFirm = Map.groupBy(items, ({ firmId }) => firmId);
  return (id) => byFirm.get(id) ?? [];
});
