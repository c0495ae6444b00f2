import { defineTimer, newId, operatorOf, setTimer, type Timer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Cleaner } from "../crew/cleaner.entity.js";
import { SmsDirection, SmsMessage } from "./sms-message.entity.js";
import type { SmsGateway } from "./sms.gateway.js";

/** Sends what waits; what fires it stands in the database, with the message. */
const sending = { name: "sms.send" };

/** Queues an SMS with the change it tells of. */
export function queueSms(
  em: EntityManager,
  { id: cleanerId, phone }: Cleaner,
  text: string,
  at: Date,
): void {
  const sms = em.create(SmsMessage, {
    id: newId("sms", operatorOf(cleanerId)),
    direction: SmsDirection.OUT,
    cleanerId,
    phone,
    text,
    carrierId: null,
    failed: false,
    at,
    sentAt: null,
  });
  em.persist(sms);
  setTimer(em, sending, sms.id, at);
}

/**
 * Hands queued messages to the carrier, each until it was taken. One whose transaction is lost after
 * the carrier took it is handed over again, under the same id.
 */
export const makeSmsSending = (gateway: SmsGateway): Timer<Record<string, never>> =>
  defineTimer({
    ...sending,
    fire: async ({ em, now }, { subject }) => {
      const sms = await em.findOneOrFail(SmsMessage, subject);
      if (sms.sentAt) return;
      await gateway.send({ id: sms.id, to: sms.phone, text: sms.text });
      sms.sentAt = now;
    },
  });
