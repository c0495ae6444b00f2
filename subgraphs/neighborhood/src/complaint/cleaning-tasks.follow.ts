import { defineProgressFollow } from "./progress.follow.js";
import { TimelineKind } from "./timeline.entity.js";

/** The contractors' tasks, as they touch our cases. */
export const followCleaningTasks = defineProgressFollow({
  name: "cleaning-tasks",
  subscription: "cleaningTaskChanged",
  work: "task",
  created: TimelineKind.TASK_CREATED,
  advanced: TimelineKind.TASK_CHECKED_IN,
});
