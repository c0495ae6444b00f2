import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { Disclosure } from "../disclosure/disclosure.entity.js";
import { Complaint } from "./complaint.entity.js";
import { factsOf, mayRead } from "./complaint.policy.js";

/** A complaint by its id, for this and every other party: only who may read it gets it. */
export const complaintReference = defineReference<Complaint>("Complaint", async (ids, context) => {
  const complaints = await context.em.find(Complaint, { id: { $in: [...ids] } });
  const disclosed = await Promise.all(complaints.map(({ id }) => isDisclosed(id, context)));
  return complaints.map((complaint, index) =>
    mayRead(context.actor, factsOf(complaint), disclosed[index])
      ? complaint
      : ([complaint.id, forbidden("This case is not yours to see")] as const),
  );
});

/** Whether a case's identity has been released to the actor. */
export const isDisclosed = defineBatch<boolean>(async (ids, { em, actor }) => {
  const entries = await em.find(Disclosure, { complaintId: { $in: [...ids] }, personId: actor.id });
  const open = new Set(entries.map((entry) => entry.complaintId));
  return (id) => open.has(id);
});
