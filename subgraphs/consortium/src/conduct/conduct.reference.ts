import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import { homeRatingsOf } from "../home-rating/home-rating.resolver.js";
import { settingsOf } from "../settings/settings.service.js";
import { ConductCase, CreditRecord } from "./conduct-case.entity.js";
import { mayReadConduct } from "./conduct.policy.js";

/** A supervision by its id, for who may see it. */
export const conductReference = defineReference<ConductCase>(
  "ConductCase",
  async (ids, { em, actor }) => {
    const cases = await em.find(ConductCase, { id: { $in: [...ids] } });
    return cases.map((one) =>
      mayReadConduct(actor, { firmId: one.firm.id })
        ? one
        : ([one.id, forbidden("This supervision is not yours to see")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readConductCase(context: Context, id: string): Promise<ConductCase> {
  const found = await conductReference.loadOne(requireId(id, "cdt"), context);
  if (!found) throw notFound(`supervision ${id}`);
  return found;
}

/** What is left of a firm's credit: of what it began with, without what was taken or lost by low ratings. */
export const creditScoreOf = defineBatch<number>(async (firmIds, context) => {
  const { em } = context;
  const [{ fullCredit }, ...ratings] = await Promise.all([
    settingsOf(em),
    ...firmIds.map(async (firmId) => [firmId, await homeRatingsOf(firmId, context)] as const),
  ]);
  const records = await em.find(CreditRecord, { firmId: { $in: [...firmIds] }, revokedAt: null });
  const taken = new Map<string, number>();
  for (const { firmId, points } of records) taken.set(firmId, (taken.get(firmId) ?? 0) + points);
  for (const [firmId, rated] of ratings)
    taken.set(firmId, (taken.get(firmId) ?? 0) + (rated?.pointsTaken ?? 0));
  return (firmId) => fullCredit - (taken.get(firmId) ?? 0);
});
