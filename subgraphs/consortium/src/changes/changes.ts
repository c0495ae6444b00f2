import {
  type Actor,
  After,
  type Context,
  defineTopic,
  emit,
  type EntityReference,
  forbidden,
  Live,
  LiveEvent,
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
  class Event extends LiveEvent<Payload> {
    kind: Step;

    @Field(() => steps, { description: "Which step was taken. 步骤" })
    get step(): Step {
      return this.kind;
    }
  }

  @Resolver(() => Event)
  class ChangesResolver {
    @Live(() => Event, {
      topic,
      name: `${field}Changed`,
      description: `What happens to what of this is the actor's to see: one, or all. ${zh}动态`,
      admit: async (context, { id }: { id?: string }) => {
        if (!context.actor.may("case:read") && !context.actor.may("public:read")) throw forbidden();
        if (id && !(await reference.loadOne(requireId(id, prefix), context))) throw notFound(id);
      },
      concerns: ({ payload }, { actor }, { id }) =>
        (!id || payload.id === id) && mayHear(actor, payload.facts),
    })
    changed(
      @Root() event: Event,
      @Arg("id", () => ID, { nullable: true, description: `\`${prefix}_…\`` }) _id?: string,
      @After() _after?: string,
    ): Event {
      return event;
    }

    @FieldResolver(() => node, {
      name: field,
      nullable: true,
      description: `It, as it is now. ${zh}`,
    })
    subject(@Root() event: Event, @Ctx() context: Context): Promise<Node | null> {
      return reference.loadOne(event.payload.id, context);
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
