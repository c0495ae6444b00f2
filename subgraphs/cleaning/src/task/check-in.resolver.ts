import { type Context, Photo, photosOf } from "@hutong/kit";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";
import { cleanerReference } from "../crew/crew.reference.js";
import { CheckIn } from "./check-in.entity.js";
import { canUndo } from "./undo.service.js";
import { entryOf } from "./task-entry.entity.js";
import { CleaningTask } from "./task.entity.js";
import { CleaningTaskEvent } from "./task.events.js";
import { taskReference } from "./task.reference.js";

@Resolver(() => CheckIn)
export class CheckInResolver {
  @FieldResolver(() => Cleaner, { description: "Who did the work, whoever entered it. 保洁员" })
  by(@Root() checkIn: CheckIn, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(checkIn.by.id, context);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor may take it back now. 可否撤销",
  })
  canUndo(@Root() checkIn: CheckIn, @Ctx() context: Context): Promise<boolean> {
    return canUndo(context, checkIn);
  }

  @FieldResolver(() => [Photo], { description: "Photos that came with it. 照片" })
  photos(@Root() { id }: CheckIn, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(id, context);
  }
}

@Resolver(() => CleaningTaskEvent)
export class CleaningTaskEventResolver {
  @FieldResolver(() => String, { description: "Who did it: real name. 经办人" })
  async by(
    @Root() { payload }: CleaningTaskEvent,
    @Ctx() context: Context,
  ): Promise<string | undefined> {
    return (await entryOf(payload.entry, context))?.by;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "For which contractor, where it was one of theirs. 单位",
  })
  async organisation(
    @Root() { payload }: CleaningTaskEvent,
    @Ctx() context: Context,
  ): Promise<string | null | undefined> {
    return (await entryOf(payload.entry, context))?.organisation;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "How it came, and in whose words. 说明",
  })
  async note(
    @Root() { payload }: CleaningTaskEvent,
    @Ctx() context: Context,
  ): Promise<string | null | undefined> {
    return (await entryOf(payload.entry, context))?.note;
  }

  @FieldResolver(() => CleaningTask, { nullable: true, description: "The task as it is now. 任务" })
  task(
    @Root() { payload }: CleaningTaskEvent,
    @Ctx() context: Context,
  ): Promise<CleaningTask | null> {
    return taskReference.loadOne(payload.task, context);
  }
}
