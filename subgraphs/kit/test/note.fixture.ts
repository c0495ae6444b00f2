import { defineEntity, p } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import {
  Arg,
  Ctx,
  Directive,
  Field,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { Length } from "class-validator";
import { ArgsType, Args } from "type-graphql";

import {
  type Context,
  defineReference,
  defineSubgraph,
  defineTopic,
  emit,
  newId,
} from "../src/index.js";

const NoteSchema = defineEntity({
  name: "Note",
  tableName: "note",
  properties: { id: p.string().primary(), text: p.string() },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A note." })
export class Note extends NoteSchema.class {
  @Field(() => ID)
  override id: string;

  @Field()
  override text: string;
}
NoteSchema.setClass(Note);

export const noteTopic = defineTopic<"WRITTEN", { note: string; text: string }>("note");

@ObjectType()
class NoteEvent {
  @Field()
  cursor: string;

  @Field()
  text: string;
}

@ArgsType()
class WriteArgs {
  @Field()
  @Length(1, 20)
  text: string;
}

/** Counts the look-ups by reference, to see that they are batched. */
export const lookups: number[] = [];

export const noteReference = defineReference<Note>("Note", (ids, { em }) => {
  lookups.push(ids.length);
  return em.find(Note, { id: { $in: [...ids] } });
});

@Resolver()
class NoteResolver {
  @Query(() => [Note])
  notes(@Ctx() { em }: Context): Promise<Note[]> {
    return em.find(Note, {});
  }

  @Query(() => String)
  broken(): string {
    throw new Error("select * from secrets where password = 'x'");
  }

  @Query(() => String)
  whoAmI(@Ctx() { actor }: Context): string {
    return `${actor.role} ${actor.id}`;
  }

  @Mutation(() => Note)
  async write(@Ctx() { em }: Context, @Args() { text }: WriteArgs): Promise<Note> {
    const note = em.create(Note, { id: newId("note"), text });
    emit(em, noteTopic, "WRITTEN", { note: note.id, text });
    await em.flush();
    return note;
  }

  @Subscription(() => NoteEvent, {
    subscribe: ({ args, context }) =>
      read(context as Context, args["after"] as string | null) as never,
  })
  noteWritten(
    @Root() event: NoteEvent,
    @Arg("after", () => String, { nullable: true }) _after?: string,
  ): NoteEvent {
    return event;
  }
}

async function* read({ outbox }: Context, after: string | null): AsyncGenerator<NoteEvent> {
  for await (const { cursor, payload } of outbox.read(noteTopic, after))
    yield { cursor, text: payload.text };
}

class Migration20260301000001_note extends Migration {
  override up(): void {
    this.addSql("create table note (id varchar(255) primary key, text varchar(255) not null)");
  }
}

/** The smallest party there is. */
export const notes = defineSubgraph({
  name: "notes",
  resolvers: [NoteResolver],
  references: [noteReference],
  entities: [Note],
  migrations: [Migration20260301000001_note],
});
