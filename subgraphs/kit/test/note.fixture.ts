import { defineEntity, p } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import {
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { Length } from "class-validator";
import { ArgsType, Args } from "type-graphql";

import {
  After,
  type Context,
  defineReference,
  defineSubgraph,
  defineTopic,
  emit,
  Live,
  LiveEvent,
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

type Payload = { note: string; text: string };

export const noteTopic = defineTopic<"WRITTEN", Payload>("note");

@ObjectType()
class NoteEvent extends LiveEvent<Payload> {
  @Field()
  get text(): string {
    return this.payload.text;
  }
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

  @Live(() => NoteEvent, {
    topic: noteTopic,
    description: "Notes as they are written.",
    concerns: () => true,
  })
  noteWritten(@Root() event: NoteEvent, @After() _after?: string): NoteEvent {
    return event;
  }
}

@Resolver(() => NoteEvent)
class NoteEventResolver {
  /** Is read of the database, and waits while a test holds the lock. */
  @FieldResolver(() => Boolean)
  async unlocked(@Ctx() { em }: Context): Promise<boolean> {
    await em.execute("select pg_advisory_lock_shared(7), pg_advisory_unlock_shared(7)");
    return true;
  }
}

class Migration20260301000001_note extends Migration {
  override up(): void {
    this.addSql("create table note (id varchar(255) primary key, text varchar(255) not null)");
  }
}

/** The smallest party there is. */
export const notes = defineSubgraph({
  name: "notes",
  resolvers: [NoteResolver, NoteEventResolver],
  references: [noteReference],
  entities: [Note],
  migrations: [Migration20260301000001_note],
});
