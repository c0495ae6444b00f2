import { type Context, notFound, requireId } from "@hutong/kit";

import { Complaint } from "./complaint.entity.js";
import { complaintReference } from "./complaint.reference.js";

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readComplaint(context: Context, id: string): Promise<Complaint> {
  const complaint = await complaintReference.loadOne(requireId(id, "cmp"), context);
  if (!complaint) throw notFound(`complaint ${id}`);
  return complaint;
}

/** By case number, as it is said on the phone. */
export async function readComplaintByNumber(context: Context, number: string): Promise<Complaint> {
  const found = await context.em.findOne(Complaint, { number });
  if (!found) throw notFound(`complaint ${number}`);
  return readComplaint(context, found.id);
}
