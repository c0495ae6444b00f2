import {
  type Actor,
  type Context,
  defineTopic,
  emit,
  type EntityReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import {
  Arg,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";

import { type Doer, writeDown } from "./history.js";

/** How a kind of work tells of its steps. */
export interface ChangesOptions<Node extends { id: string }, Step extends string> {
  /** Name of the field that carries it: `takeover` gives `takeoverChanged` and `TakeoverEvent`. */
  readonly field: string;
  /** In Chinese, for the descriptions. */
  readonly zh: string;
  /** Of its ids. */
  readonly prefix: string;
  readonly node: ClassType<Node>;
  /** The registered enum of its steps. */
  readonly steps: Readonly<Record<string, Step>>;
  readonly reference: EntityReference<Node>;
  /** What of it decides who may hear of it; goes into the outbox, so ids alone. */
  readonly factsOf: (node: Node) => Record<string, string | null>;
  readonly mayHear: (actor: Actor, facts: Record<string, string | null>) => boolean;
}

interface Payload extends Record<string, unknown> {
  readonly id: string;
  readonly facts: Record<string, string | null>;
}

/** Something happened to a piece of work; see {@link defineChanges}. */
interface ChangeEvent<Step> {
  readonly cursor: string;
  readonly step: Step;
  readonly at: Date;
  readonly subject: string;
}

export interface Changes<Node, Step> {
  /** Writes a step down and tells of it, with the change itself. */
  readonly announce: (
    em: EntityManager,
    node: Node,
    step: Step,
    doer: Doer,
    note?: string | null,
  ) => void;
  /** The subscription, for the party's definition. */
  readonly resolver: ClassType;
}

/** Declares the history and the subscription of a kind of work, so that all of them are alike. */
export function defineChanges<Node extends { id: string }, Step extends string>({
  field,
  zh,
  prefix,
  node,
  steps,
  reference,
  factsOf,
  mayHear,
}: ChangesOptions<Node, Step>): Changes<Node, Step> {
  const topic = defineTopic<Step, Payload>(field);
  const type = `${node.name}Event`;

  @ObjectType(type, { description: `Something happened to a ${node.name}. ${zh}动态` })
  class Event implements ChangeEvent<Step> {
    @Field({ description: "Where to go on after this event; opaque. 续接位置" })
    cursor: string;

    @Field(() => steps, { description: "Which step was taken. 步骤" })
    step: Step;

    @Field({ description: "When. 时间" })
    at: Date;

    subject: string;
  }

  async function* events(
    { actor, outbox }: Context,
    id: string | null | undefined,
    after: string | null | undefined,
  ): AsyncGenerator<Event> {
    for await (const { cursor, kind, at, payload } of outbox.read(topic, after)) {
      if (id && payload.id !== id) continue;
      if (!mayHear(actor, payload.facts)) continue;
      yield Object.assign(new Event(), { cursor, step: kind, at, subject: payload.id });
    }
  }

  async function subscribe(context: Context, id?: string | null, after?: string | null) {
    if (!context.actor.may("case:read") && !context.actor.may("public:read")) throw forbidden();
    if (id && !(await reference.loadOne(requireId(id, prefix), context))) throw notFound(id);
    return events(context, id, after);
  }

  @Resolver(() => Event)
  class ChangesResolver {
    @Subscription(() => Event, {
      name: `${field}Changed`,
      description: `What happens to what of this is the actor's to see: one, or all. ${zh}动态`,
      subscribe: ({ args, context }) => {
        const { id, after } = args as { id?: string | null; after?: string | null };
        return subscribe(context as Context, id, after) as never;
      },
    })
    changed(
      @Root() event: Event,
      @Arg("id", () => ID, { nullable: true, description: `\`${prefix}_…\`` }) _id?: string,
      @Arg("after", () => String, {
        nullable: true,
        description: "Begin after this event's `cursor`. 续接位置",
      })
      _after?: string,
    ): Event {
      return event;
    }

    @FieldResolver(() => node, {
      name: field,
      nullable: true,
      description: `It, as it is now. ${zh}`,
    })
    subject(@Root() event: Event, @Ctx() context: Context): Promise<Node | null> {
      return reference.loadOne(event.subject, context);
    }
  }

  return {
    resolver: ChangesResolver,
    announce: (em, one, step, doer, note) => {
      writeDown(em, one.id, step, doer, note);
      emit(em, topic, step, { id: one.id, facts: factsOf(one) });
    },
  };
}
