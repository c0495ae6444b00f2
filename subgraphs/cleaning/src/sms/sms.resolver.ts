import { type Connection, connectionOf, type Context, findPage, PageArgs } from "@hutong/kit";
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";
import { crewOf } from "../crew/crew.reference.js";
import { SmsMessage } from "./sms-message.entity.js";
import { mayReadSms } from "./sms.policy.js";

const SmsMessageConnection = connectionOf(SmsMessage);

@Resolver(() => Cleaner)
export class CleanerSmsResolver {
  @FieldResolver(() => SmsMessageConnection, {
    nullable: true,
    description: "SMS with them, newest first, for themselves and their leader. 短信往来",
  })
  async smsMessages(
    @Root() cleaner: Cleaner,
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SmsMessage> | null> {
    const crew = await crewOf(cleaner.crew.id, context);
    if (!mayReadSms(context.actor, cleaner, crew)) return null;
    const where = { cleanerId: cleaner.id };
    return findPage(context.em, SmsMessage, where, { by: "at", direction: "desc" }, page);
  }
}
