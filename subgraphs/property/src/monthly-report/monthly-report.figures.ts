import type { Context } from "@hutong/kit";

import { coverageOf } from "../inspection/inspection.coverage.js";
import { boundsOfMonth } from "../time.js";
import { MonthlyFigures } from "./monthly-report.entity.js";

/** What a project's month came to, from its own books. */
export async function figuresOf(
  context: Context,
  project: string,
  month: string,
): Promise<MonthlyFigures> {
  const [from, until] = boundsOfMonth(month);
  const coverage = await coverageOf(project, month, context);
  const [row] = await context.em.execute<Record<string, string>[]>(
    `select
       (select count(*) from work_order where project_id = p.id and created_at >= p.since and created_at < p.until) as "workOrders",
       (select count(*) from work_order where project_id = p.id and created_at >= p.since and created_at < p.until
         and closed_at is not null) as "workOrdersClosed",
       (select count(*) from work_order where project_id = p.id and created_at >= p.since and created_at < p.until
         and (coalesce(accepted_at, on_site_at, closed_at, p.until) > created_at + interval '30 minutes'
           or coalesce(on_site_at, closed_at, p.until) > created_at + interval '2 hours')) as "promisesBroken",
       (select count(*) from daily_task where project_id = p.id and sent_at >= p.since and sent_at < p.until) as "tasks",
       (select count(*) from daily_task where project_id = p.id and sent_at >= p.since and sent_at < p.until
         and state = 'DONE') as "tasksDone",
       (select count(score) from home_order where project_id = p.id and ordered_at >= p.since and ordered_at < p.until) as "ratings",
       (select coalesce(sum(score), 0) from home_order where project_id = p.id and ordered_at >= p.since
         and ordered_at < p.until) as "ratingPoints"
     from (select ?::text as id, ?::timestamptz as since, ?::timestamptz as until) p`,
    [project, from, until],
  );
  const counted = Object.fromEntries(
    Object.entries(row!).map(([name, count]) => [name, Number(count)]),
  );
  return Object.assign(new MonthlyFigures(), counted, {
    inspectionsDue: coverage.reduce((sum, { due }) => sum + due, 0),
    inspectionsEffective: coverage.reduce((sum, { effective }) => sum + effective, 0),
  });
}
