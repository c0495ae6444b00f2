import { defineTimer, setTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { minute, plus } from "../time.js";
import { HomeOrder } from "./home-order.entity.js";
import { announceHomeOrder, HomeOrderEventKind } from "./home-order.events.js";

/** The firm promised to answer an emergency within 30 minutes, and has not. */
export const emergencyTimer = defineTimer({
  name: "home-order/emergency",
  fire: async ({ em, now }, { subject }) => {
    const order = await em.findOne(HomeOrder, subject);
    if (order?.fallLate(now)) announceHomeOrder(em, order, HomeOrderEventKind.LATE);
  },
});

/** Starts the promise of an emergency. */
export const startEmergency = (em: EntityManager, { id, orderedAt }: HomeOrder): void =>
  setTimer(em, emergencyTimer, id, plus(orderedAt, 30 * minute));
