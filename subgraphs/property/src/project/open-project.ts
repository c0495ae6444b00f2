import { newId, operatorOf } from "@hutong/kit";
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
  readonly shortName: string;
  readonly hotline: string;
}

/**
 * The firm's service centre in a community that it serves from a day on, which is opened unless there
 * is one. The hand-over and the first case that is sent to the firm both bring it, whichever comes
 * first.
 * @returns null for a firm that is not served here, or has just handed the community over
 */
export async function openProject(
  em: EntityManager,
  opening: { community: ServedCommunity; firm: NewFirm; on: string },
): Promise<PropertyProject | null> {
  const { community, firm, on } = opening;
  const ofFirm = await em.find(PropertyProject, { firmId: firm.id }, { orderBy: { id: "asc" } });
  const known = ofFirm.find(({ communityId }) => communityId === community.id);
  if (known) {
    if (known.handedOverOn && known.handedOverOn < on) known.handedOverOn = null;
    return known.handedOverOn ? null : known;
  }
  const operator = ofFirm[0] && operatorOf(ofFirm[0].id);
  if (!operator) return null;
  const project = em.create(PropertyProject, {
    id: newId("prj", operator),
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
