import { type Clock, ClockKind, readClock } from "@hutong/kit";

import type { WorkOrder } from "./work-order.entity.js";

const minute = 60_000;
/** The firms' "321": respond in 30 minutes, on site in 2 hours (and one owners' meeting a month). */
const respondWithin = 30 * minute;
const onSiteWithin = 120 * minute;

/** The firm's own two promises on an order, both counted from its creation. */
export function clocksOf({ createdAt, acceptedAt, onSiteAt, closedAt }: WorkOrder): Clock[] {
  const due = (within: number): Date => new Date(createdAt.getTime() + within);
  const arrived = onSiteAt ?? closedAt ?? null;
  return [
    readClock({
      kind: ClockKind.FIRM_RESPOND,
      startedAt: createdAt,
      dueAt: due(respondWithin),
      stoppedAt: acceptedAt ?? arrived,
    }),
    readClock({
      kind: ClockKind.FIRM_ON_SITE,
      startedAt: createdAt,
      dueAt: due(onSiteWithin),
      stoppedAt: arrived,
    }),
  ];
}
