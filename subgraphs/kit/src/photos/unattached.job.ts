import { defineJob, type Job } from "../timers/job.js";
import type { PhotoStore } from "./store/photo-store.js";

/** Takes away, every hour, what was uploaded and not used within a day: a real one, as phones count it. */
export const removeUnattached = (store: PhotoStore): Job =>
  defineJob({
    name: "kit/unattached-photos",
    cron: "17 * * * *",
    run: async ({ em, log }) => {
      const tickets = await em.execute<{ id: string }[]>(
        `delete from photo_ticket where expires_at < clock_timestamp() - interval '1 day' returning id`,
      );
      if (tickets.length === 0) return;
      const ids = tickets.map(({ id }) => id);
      await em.execute("delete from photo where id in (?) and subject is null", [ids]);
      const attached = await em.execute<{ id: string }[]>("select id from photo where id in (?)", [
        ids,
      ]);
      const kept = new Set(attached.map(({ id }) => id));
      const unused = ids.filter((id) => !kept.has(id));
      // Also where no row was written: a process may have ended between bytes and row.
      for (const id of unused) await store.remove(id);
      if (unused.length > 0) log.info({ removed: unused.length }, "removed photos never used");
    },
  });
