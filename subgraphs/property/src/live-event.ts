import type { Context, Topic } from "@hutong/kit";
import { Field, ObjectType } from "type-graphql";

/** What every event of this party has; the noun's own adds its kind and what it is about. */
@ObjectType()
export abstract class LiveEvent<Payload> {
  @Field({ description: "Where to go on after this event; opaque. 续接位置" })
  cursor: string;

  @Field({ description: "When. 时间" })
  at: Date;

  payload: Payload;
}

/**
 * The events of a topic that the actor may see, from a cursor or from now.
 * @param type - the GraphQL type they become
 * @param concerns - whether an event is wanted and the actor's to see
 */
export async function* followTopic<
  Kind extends string,
  Payload extends Record<string, unknown>,
  Event extends LiveEvent<Payload>,
>(
  { outbox }: Context,
  topic: Topic<Kind, Payload>,
  type: new () => Event,
  concerns: (payload: Payload, kind: Kind) => boolean,
  after?: string | null,
): AsyncGenerator<Event> {
  for await (const { cursor, kind, at, payload } of outbox.read(topic, after)) {
    if (concerns(payload, kind)) yield Object.assign(new type(), { cursor, kind, at, payload });
  }
}
