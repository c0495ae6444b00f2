import { type Context, defineBatch } from "@hutong/kit";
import { Field, Int, ObjectType } from "type-graphql";

import { boundsOfMonth } from "../time.js";
import { InspectionKind } from "./inspection-point.entity.js";

@ObjectType({
  description:
    "How far a project's points of one kind were inspected in a month, and how many were effective at their last inspection in it. 巡检覆盖率",
})
export class InspectionCoverage {
  @Field(() => InspectionKind, { description: "Of what. 类别" })
  kind: InspectionKind;

  @Field({ description: "`YYYY-MM` in Asia/Shanghai. 月份" })
  month: string;

  @Field(() => Int, { description: "Points that were in use in the month. 应检" })
  due: number;

  @Field(() => Int, { description: "Of these, inspected at least once. 已检" })
  inspected: number;

  @Field(() => Int, { description: "Of these, effective when last inspected. 有效" })
  effective: number;

  @Field({ description: "Whether all that were due are effective: 100%. 是否达标" })
  complete: boolean;
}

interface Row {
  project_id: string;
  kind: InspectionKind;
  due: string;
  inspected: string;
  effective: string;
}

/** One statement for all projects of a request; the key is `<project> <month>`. */
const coverage = defineBatch<InspectionCoverage[]>(async (keys, { em }) => {
  const found = new Map<string, InspectionCoverage[]>();
  const months = Map.groupBy(keys, (key) => key.split(" ")[1]!);
  for (const [month, ofMonth] of months) {
    const [from, until] = boundsOfMonth(month);
    const rows = await em.execute<Row[]>(
      `select project_id, kind, count(*) as due, count(last.effective) as inspected,
         count(*) filter (where last.effective) as effective
       from inspection_point point
       left join lateral (
         select effective from inspection
         where point_id = point.id and at >= ? and at < ? order by at desc limit 1) last on true
       where project_id in (?) and since < ? and (until is null or until >= ?)
       group by project_id, kind order by project_id, kind`,
      [from, until, ofMonth.map((key) => key.split(" ")[0]!), until, until],
    );
    for (const { project_id, kind, ...counts } of rows) {
      const key = `${project_id} ${month}`;
      const [due, inspected, effective] = [counts.due, counts.inspected, counts.effective].map(
        Number,
      ) as [number, number, number];
      const one = Object.assign(new InspectionCoverage(), {
        kind,
        month,
        due,
        inspected,
        effective,
        complete: effective === due,
      });
      found.set(key, [...(found.get(key) ?? []), one]);
    }
  }
  return (key) => found.get(key) ?? [];
});

/** A project's figures of a month, by kind; a point taken away during the month is not due in it. */
export const coverageOf = (
  project: string,
  month: string,
  context: Context,
): Promise<InspectionCoverage[]> => coverage(`${project} ${month}`, context);
