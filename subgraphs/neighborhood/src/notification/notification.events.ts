import { defineTopic, emit, LiveEvent, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { ObjectType } from "type-graphql";

import type { Complaint } from "../complaint/complaint.entity.js";
import type { TimelineKind } from "../complaint/timeline.entity.js";
import { Notification } from "./notification.entity.js";

type Payload = { notification: string; to: string };

export const notificationTopic = defineTopic<"SENT", Payload>("notification");

/** Tells each of them once, with the change that is about to be flushed. */
export function notify(
  em: EntityManager,
  complaint: Complaint,
  kind: TimelineKind,
  to: Iterable<string>,
  note: string | null = null,
): void {
  for (const address of new Set(to)) {
    const id = newId("ntf");
    em.persist(
      em.create(Notification, {
        id,
        to: address,
        kind,
        complaintId: complaint.id,
        note,
        at: now(),
        readAt: null,
      }),
    );
    emit(em, notificationTopic, "SENT", { notification: id, to: address });
  }
}

@ObjectType({ description: "A notification as it comes. 新通知" })
export class NotificationEvent extends LiveEvent<Payload> {}
