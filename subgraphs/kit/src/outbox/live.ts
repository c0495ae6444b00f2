import { Arg, Field, ObjectType, Subscription } from "type-graphql";

import type { Context } from "../server/context.js";
import type { StoredEvent } from "./outbox-reader.js";
import type { Topic } from "./outbox.js";

/** What every event of a subscription has; the noun's own adds its kind and what it is about. */
@ObjectType()
export abstract class LiveEvent<Payload> {
  @Field({ description: "Where to go on after this event; opaque. 续接位置" })
  cursor: string;

  @Field({ description: "When. 时间" })
  at: Date;

  payload: Payload;
}

/** A topic's event as a policy sees it. */
export interface TopicEvent<Kind, Payload> {
  readonly kind: Kind;
  readonly payload: Payload;
}

/** What a subscription tells, and to whom. */
export interface LiveOptions<Kind extends string, Payload extends Record<string, unknown>, Args> {
  readonly topic: Topic<Kind, Payload>;
  /** Of the field. Default: the method's. */
  readonly name?: string;
  /** Of the field, in English and Chinese. */
  readonly description: string;
  /** Refuses before anything is streamed, by throwing. Default: nobody, events alone decide. */
  readonly admit?: (context: Context, args: Args) => void | Promise<void>;
  /** Whether an event is wanted and the actor's to see; asked anew for each. */
  readonly concerns: (
    event: TopicEvent<Kind, Payload>,
    context: Context,
    args: Args,
  ) => boolean | Promise<boolean>;
  /** Goes around the stream, to do something while it is read. */
  readonly around?: (
    events: AsyncGenerator<unknown>,
    context: Context,
    args: Args,
  ) => AsyncGenerator<unknown>;
}

/**
 * A subscription field that tells what happens on a topic, from a cursor or from now on. The method
 * takes the event as `@Root()`, the field's arguments, and {@link After}.
 * @param type - what an event becomes
 */
export function Live<
  Kind extends string,
  Payload extends Record<string, unknown>,
  Args extends object = object,
>(
  type: () => new () => LiveEvent<Payload>,
  { topic, name, description, admit, concerns, around }: LiveOptions<Kind, Payload, Args>,
): MethodDecorator {
  async function* select(
    events: AsyncIterable<StoredEvent<Kind, Payload>>,
    context: Context,
    args: Args,
  ): AsyncGenerator<unknown> {
    const Event = type();
    for await (const { cursor, kind, at, payload } of events) {
      if (await concerns({ kind, payload }, context, args))
        yield Object.assign(new Event(), { cursor, kind, at, payload });
    }
  }
  return Subscription(type, {
    ...(name !== undefined && { name }),
    description,
    subscribe: async ({ args, context }) => {
      const [asked, given] = [context as Context, args as Args & { after?: string | null }];
      await admit?.(asked, given);
      // A cursor that is none is refused here, before anything is streamed.
      const events = select(asked.outbox.read(topic, given.after), asked, given);
      return (around ? around(events, asked, given) : events) as never;
    },
  });
}

/** The argument by which a subscription goes on after an event. */
export const After = (): ParameterDecorator =>
  Arg("after", () => String, {
    nullable: true,
    description: "Begin after this event's `cursor`. 续接位置",
  }) as ParameterDecorator;
