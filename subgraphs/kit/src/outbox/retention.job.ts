import { defineJob, type Job } from "../timers/job.js";

/**
 * Every day: nothing of what others' events did a month ago, as none comes again so late; partitions for three months ahead, and none whose last event is older than is kept.
 * Months are real ones, whatever the domain's clock shows.
 * @param days - how long events are kept at least; 0 keeps all
 */
export const keepOutbox = (days: number): Job =>
  defineJob({
    name: "kit/outbox",
    cron: "40 3 * * *",
    run: async ({ em, log }) => {
      await em.execute("delete from follow_effect where at < now() - interval '30 days'");
      await em.execute("select outbox_ahead(now() + interval '3 months')");
      if (days === 0) return;
      const forgotten = await em.execute<{ part: string }[]>(
        "select part from outbox_forget(now() - ? * interval '1 day') as part",
        [days],
      );
      if (forgotten.length > 0)
        log.info({ partitions: forgotten.map(({ part }) => part) }, "events past their time");
    },
  });
