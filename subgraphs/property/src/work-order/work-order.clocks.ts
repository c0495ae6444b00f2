import { type Clock, ClockKind, readClock } from "@hutong/kit";

import { hour, minute, plus } from "../time.js";
import type { WorkOrder } from "./work-order.entity.js";

/** The firms' "321": respond in 30 minutes, on site in 2 hours (and one owners' meeting a month). */
const respondWithin = 30 * minute;
const onSiteWithin = 2 * hour;

/** By when the firm promised to respond to an order. */
export const respondDue = ({ createdAt }: WorkOrder): Date => plus(createdAt, respondWithin);

/** By when the firm promised to be on site. */
export const onSiteDue = ({ createdAt }: WorkOrder): Date => plus(createdAt, onSiteWithin);

/** The firm's own two promises on an order, both counted from its creation. */
export function clocksOf(order: WorkOrder): Clock[] {
  const { createdAt, acceptedAt, onSiteAt, closedAt } = order;
  const arrived = onSiteAt ?? closedAt ?? null;
  return [
    readClock({
      kind: ClockKind.FIRM_RESPOND,
      startedAt: createdAt,
      dueAt: respondDue(order),
      stoppedAt: acceptedAt ?? arrived,
    }),
    readClock({
      kind: ClockKind.FIRM_ON_SITE,
      startedAt: createdAt,
      dueAt: onSiteDue(order),
      stoppedAt: arrived,
    }),
  ];
}
