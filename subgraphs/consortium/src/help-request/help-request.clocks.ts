import { type Clock, ClockKind, readClock } from "@hutong/kit";

import type { HelpRequest } from "./help-request.entity.js";
import { HelpRequestState } from "./help-request.state.js";

/** The one clock of a request: firms answer until the deadline, and choosing an expert stops it. */
export function clocksOf({ broadcastAt, deadlineAt, acceptedAt, state }: HelpRequest): Clock[] {
  if (!broadcastAt || !deadlineAt || state === HelpRequestState.WITHDRAWN) return [];
  return [
    readClock({
      kind: ClockKind.HELP_OFFER,
      startedAt: broadcastAt,
      dueAt: deadlineAt,
      stoppedAt: acceptedAt ?? null,
    }),
  ];
}
