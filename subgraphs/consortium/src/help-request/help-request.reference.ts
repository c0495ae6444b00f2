import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import { HelpRequest } from "./help-request.entity.js";
import { factsOf, mayRead } from "./help-request.policy.js";
import { endedStates } from "./help-request.state.js";

/** A help request by its id, for this and every other party. */
export const helpRequestReference = defineReference<HelpRequest>(
  "HelpRequest",
  async (ids, { em, actor }) => {
    const requests = await em.find(HelpRequest, { id: { $in: [...ids] } });
    return requests.map((request) =>
      mayRead(actor, factsOf(request))
        ? request
        : ([request.id, forbidden("This help request is not yours to see")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readHelpRequest(context: Context, id: string): Promise<HelpRequest> {
  const request = await helpRequestReference.loadOne(requireId(id, "hrq"), context);
  if (!request) throw notFound(`help request ${id}`);
  return request;
}

/** The requests made for a case that the actor may read, newest first. */
export const helpRequestsOf = defineBatch<HelpRequest[]>(async (complaintIds, { em, actor }) => {
  const requests = await em.find(
    HelpRequest,
    { complaintId: { $in: [...complaintIds] } },
    { orderBy: { createdAt: "desc", id: "desc" } },
  );
  const byCase = Map.groupBy(
    requests.filter((request) => mayRead(actor, factsOf(request))),
    (request) => request.complaintId,
  );
  return (complaintId) => byCase.get(complaintId) ?? [];
});

/** Whether a request for the case is on its way already, whoever may read it. */
export const hasOpenRequest = defineBatch<boolean>(async (complaintIds, { em }) => {
  const requests = await em.find(HelpRequest, {
    complaintId: { $in: [...complaintIds] },
    state: { $nin: [...endedStates] },
  });
  const open = new Set(requests.map((request) => request.complaintId));
  return (complaintId) => open.has(complaintId);
});
