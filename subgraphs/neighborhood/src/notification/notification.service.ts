import {
  type Connection,
  type Context,
  findMergedPage,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";

import { Notification } from "./notification.entity.js";
import { addressesOf } from "./notification.policy.js";

/** The actor's notifications, newest first. */
export function listNotifications(
  { em, actor }: Context,
  unread: boolean,
  page: PageArgs,
): Promise<Connection<Notification>> {
  const wheres = addressesOf(actor).map((to) => ({ to, ...(unread && { readAt: null }) }));
  return findMergedPage(em, Notification, wheres, { by: "at", direction: "desc" }, page);
}

/** How many the actor has not read. */
export const countUnread = ({ em, actor }: Context): Promise<number> =>
  em.count(Notification, { to: { $in: addressesOf(actor) }, readAt: null });

/**
 * Marks as read those of the ids that are the actor's, or all of the actor's.
 * @returns how many were unread before
 */
export function markRead(
  { em, actor }: Context,
  ids: readonly string[] | null | undefined,
): Promise<number> {
  return em.nativeUpdate(
    Notification,
    {
      to: { $in: addressesOf(actor) },
      readAt: null,
      ...(ids && { id: { $in: ids.map((id) => requireId(id, "ntf")) } }),
    },
    { readAt: now() },
  );
}
