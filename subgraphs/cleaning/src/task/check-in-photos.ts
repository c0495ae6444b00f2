import { photoUploads } from "@hutong/kit";

import { insist, mayCheckIn, mayProxy } from "./task.policy.js";
import { standingIn } from "./task.reference.js";
import { readTask } from "./task.service.js";

/** Takes photos from whoever may report on the task, for themselves or for another. */
export const CheckInPhotos = photoUploads({
  mutation: "prepareCleaningPhoto",
  servedByOperators: true,
  allow: async (context, subject) => {
    const task = await readTask(context, subject);
    const standing = await standingIn(task, context);
    insist(
      mayCheckIn(context.actor, task, standing) || mayProxy(context.actor, task, standing),
      "This task is not yours to report on",
    );
  },
});
