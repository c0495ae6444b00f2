import { After, type Connection, connectionOf, type Context, Live, PageArgs } from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { complaintReference } from "../complaint/complaint.reference.js";
import { Notification } from "./notification.entity.js";
import { NotificationEvent, notificationTopic } from "./notification.events.js";
import { addressesOf } from "./notification.policy.js";
import { countUnread, listNotifications, markRead } from "./notification.service.js";

const NotificationConnection = connectionOf(Notification);

@Resolver(() => Notification)
export class NotificationResolver {
  @Query(() => NotificationConnection, {
    description: "What the actor was told, newest first. 我的通知",
  })
  notifications(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("unread", () => Boolean, {
      defaultValue: false,
      description: "Only what was not read yet. 仅未读",
    })
    unread: boolean,
  ): Promise<Connection<Notification>> {
    return listNotifications(context, unread, page);
  }

  @Query(() => Int, { description: "How many the actor has not read. 未读通知数" })
  unreadNotifications(@Ctx() context: Context): Promise<number> {
    return countUnread(context);
  }

  @Mutation(() => Int, {
    description: "Mark the actor's own as read; gives how many are unread still. 标记已读",
  })
  async markNotificationsRead(
    @Ctx() context: Context,
    @Arg("ids", () => [ID], { nullable: true, description: "These; all without. 通知编号" })
    ids?: string[],
  ): Promise<number> {
    await markRead(context, ids);
    return countUnread(context);
  }

  @Live(() => NotificationEvent, {
    topic: notificationTopic,
    description: "The actor's notifications as they come. 新通知",
    concerns: ({ payload }, { actor }) => addressesOf(actor).includes(payload.to),
  })
  notificationReceived(
    @Root() event: NotificationEvent,
    @After() _after?: string,
  ): NotificationEvent {
    return event;
  }

  @FieldResolver(() => Complaint, {
    nullable: true,
    description: "The case it is about, while the actor may see it. 诉求",
  })
  complaint(
    @Root() { complaintId }: Notification,
    @Ctx() context: Context,
  ): Promise<Complaint | null> {
    return complaintReference.loadOne(complaintId, context);
  }
}

@Resolver(() => NotificationEvent)
export class NotificationEventResolver {
  @FieldResolver(() => Notification, {
    nullable: true,
    description: "The notification as it is now. 通知",
  })
  notification(
    @Root() { payload }: NotificationEvent,
    @Ctx() { em }: Context,
  ): Promise<Notification | null> {
    return em.findOne(Notification, payload.notification);
  }
}
