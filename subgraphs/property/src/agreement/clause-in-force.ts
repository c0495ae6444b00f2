import { defineBatch, now, shanghaiDate } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { WorkFacts } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { PlatformClause } from "./platform-clause.entity.js";

const onDay = (day: string) => ({ startsOn: { $lte: day }, endsOn: { $gte: day } });
/** Of two that overlap the one signed last counts. */
const lastSigned = { orderBy: { signedAt: "desc", id: "desc" } } as const;

/** What moves money between a firm's people in a community at an instant, or null: then nothing does. */
export function clauseInForce(
  em: EntityManager,
  { firmId, communityId }: WorkFacts,
  at: Date,
): Promise<PlatformClause | null> {
  const where = { firmId, communityId, ...onDay(shanghaiDate(at)) };
  return em.findOne(PlatformClause, where, lastSigned);
}

/** {@link clauseInForce} now, for projects. */
export const clauseOfProject = defineBatch<PlatformClause | null>(async (ids, { em }) => {
  const projects = await em.find(PropertyProject, { id: { $in: [...ids] } });
  const communities = projects.map(({ communityId }) => communityId);
  const clauses = await em.find(
    PlatformClause,
    { communityId: { $in: communities }, ...onDay(shanghaiDate(now())) },
    lastSigned,
  );
  const known = new Map(projects.map((project) => [project.id, project]));
  return (id) => {
    const project = known.get(id);
    const fits = ({ firmId, communityId }: PlatformClause): boolean =>
      project?.firmId === firmId && project.communityId === communityId;
    return clauses.find(fits) ?? null;
  };
});
