import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { maySeeLabour, maySeePersonal } from "../firm.policy.js";
import { Dispute } from "./dispute.entity.js";
import { LabourEntry } from "./ledger-entry.entity.js";
import { Settlement } from "./settlement.entity.js";

/** A month's settlement by its id, for the firm's people and the consortium. */
export const settlementReference = defineReference<Settlement>(
  "Settlement",
  async (ids, { em, actor }) => {
    const found = await em.find(Settlement, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeLabour(actor, one.firmId)
        ? one
        : ([one.id, forbidden("This settlement is not yours to see")] as const),
    );
  },
);

/** An amount by its id, for whose it is. */
export const labourEntryReference = defineReference<LabourEntry>(
  "LabourEntry",
  async (ids, { em, actor }) => {
    const found = await em.find(LabourEntry, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeePersonal(actor, one)
        ? one
        : ([one.id, forbidden("This amount is not yours to see")] as const),
    );
  },
);

/** A dispute by its id, for whose it is. */
export const disputeReference = defineReference<Dispute>("Dispute", async (ids, { em, actor }) => {
  const found = await em.find(Dispute, { id: { $in: [...ids] } });
  return found.map((one) =>
    maySeePersonal(actor, one)
      ? one
      : ([one.id, forbidden("This dispute is not yours to see")] as const),
  );
});

/** What a firm settled, last month first. */
export const settlementsOfFirm = defineBatch<Settlement[]>(async (ids, { em, actor }) => {
  const firms = ids.filter((id) => maySeeLabour(actor, id));
  const found = await em.find(
    Settlement,
    { firmId: { $in: firms } },
    { orderBy: { month: "desc" } },
  );
  const byFirm = Map.groupBy(found, ({ firmId }) => firmId);
  return (id) => byFirm.get(id) ?? [];
});
