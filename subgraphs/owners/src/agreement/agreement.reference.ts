import { type Context, defineReference, forbidden, notFound, requireId } from "@hutong/kit";

import { SupplementaryAgreement } from "./agreement.entity.js";
import { mayReadAgreement } from "./agreement.policy.js";

/** An agreement by its id, for whom it concerns. */
export const agreementReference = defineReference<SupplementaryAgreement>(
  "SupplementaryAgreement",
  async (ids, { em, actor }) => {
    const found = await em.find(SupplementaryAgreement, { id: { $in: [...ids] } });
    return found.map((agreement) =>
      mayReadAgreement(actor, agreement)
        ? agreement
        : ([agreement.id, forbidden("This agreement is not the actor's to read")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readAgreement(context: Context, id: string): Promise<SupplementaryAgreement> {
  const agreement = await agreementReference.loadOne(requireId(id, "agr"), context);
  if (!agreement) throw notFound(`agreement ${id}`);
  return agreement;
}
