import { type Context, defineBatch } from "@hutong/kit";
import { Field, Int, ObjectType } from "type-graphql";

import { StaffPost } from "../staff/staff.entity.js";

@ObjectType({
  description:
    "How many of one post are registered under their real names with a project, and how many of them are there now. 在册与在岗人数",
})
export class Staffing {
  @Field(() => StaffPost, { description: "Post. 岗位" })
  post: StaffPost;

  @Field(() => Int, { description: "Registered and not left. 在册人数" })
  registered: number;

  @Field(() => Int, { description: "Clocked in at this project now. 在岗人数" })
  present: number;
}

interface Row {
  project_id: string;
  post: StaffPost;
  registered: string;
  present: string;
}

/**
 * The headcount of projects by post. A person counts once where several rows are open; who is at two
 * sites at once counts as present at both, and stands in the list of those.
 */
export const staffingOf = defineBatch<Staffing[]>(async (ids, { em }: Context) => {
  const rows = await em.execute<Row[]>(
    `select project_id, post, sum(registered) as registered, sum(present) as present from (
       select project_id, post, count(*) as registered, 0 as present from firm_staff
         where project_id in (?) and left_on is null group by project_id, post
       union all
       select attendance.project_id, post, 0, count(distinct attendance.person_id)
         from attendance join firm_staff on firm_staff.id = attendance.staff_id
         where attendance.project_id in (?) and ended_at is null
         group by attendance.project_id, post) counted
     group by project_id, post order by post`,
    [[...ids], [...ids]],
  );
  const byProject = Map.groupBy(rows, ({ project_id }) => project_id);
  return (id) =>
    (byProject.get(id) ?? []).map(({ post, registered, present }) =>
      Object.assign(new Staffing(), {
        post,
        registered: Number(registered),
        present: Number(present),
      }),
    );
});
