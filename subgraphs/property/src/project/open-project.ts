import { newId } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PropertyProject } from "./project.entity.js";

/** The community as the neighborhood tells of it. */
export interface ServedCommunity {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** The firm as the consortium tells of it. */
export interface NewFirm {
  readonly id: string;
  /** As which it serves its part of the subgraph. */
  readonly operator: string;
  readonly shortName: string;
  readonly hotline: string;
}

/**
 * The firm's service centre in a community that it serves from a day on, which is opened unless there
 * is one. The hand-over, the contract and the first case that is sent to the firm all bring it, whichever
 * comes first; it may be the first that the firm has anywhere.
 * @param hosts - whether the server holds an operator's data
 * @returns null for a firm that another server serves, or that has just handed the community over
 */
export async function openProject(
  em: EntityManager,
  opening: { community: ServedCommunity; firm: NewFirm; on: string },
  hosts: (operator: string) => boolean,
): Promise<PropertyProject | null> {
  const { community, firm, on } = opening;
  if (!hosts(firm.operator)) return null;
  const known = await em.findOne(PropertyProject, { firmId: firm.id, communityId: community.id });
  if (known) {
    if (known.handedOverOn && known.handedOverOn < on) {
      known.handedOverOn = null;
      known.startedOn = on;
    }
    return known.handedOverOn ? null : known;
  }
  const project = em.create(PropertyProject, {
    id: newId("prj", firm.operator),
    firmId: firm.id,
    firmShortName: firm.shortName,
    communityId: community.id,
    name: `${community.name}服务中心`,
    address: community.address,
    hotline: firm.hotline,
    managerId: null,
    startedOn: on,
    handedOverOn: null,
  });
  em.persist(project);
  return project;
}
