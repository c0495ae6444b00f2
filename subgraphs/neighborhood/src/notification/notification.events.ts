import { type Context, defineTopic, emit, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType } from "type-graphql";

import type { Complaint } from "../complaint/complaint.entity.js";
import type { TimelineKind } from "../complaint/timeline.entity.js";
import { Notification } from "./notification.entity.js";
import { addressesOf } from "./notification.policy.js";

type Payload = { notification: string; to: string };

const notificationTopic = defineTopic<"SENT", Payload>("notification");

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
export class NotificationEvent {
  @Field({ description: "Where to go on after this event; opaque. 续接位置" })
  cursor: string;

  notificationId: string;
}

/** The actor's notifications as they come. */
export async function* notificationEvents(
  { actor, outbox }: Context,
  after?: string | null,
): AsyncGenerator<NotificationEvent> {
  const mine = new Set(addressesOf(actor));
  for await (const { cursor, payload } of outbox.read(notificationTopic, after)) {
    if (!mine.has(payload.to)) continue;
    yield Object.assign(new NotificationEvent(), {
      cursor,
      notificationId: payload.notification,
    });
  }
}
