import { insertAll, seedPhotos } from "@hutong/kit";
import { createTown, photo } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Community } from "../community/community.entity.js";
import { Complaint } from "../complaint/complaint.entity.js";
import { TimelineEntry } from "../complaint/timeline.entity.js";
import { Grid } from "../grid/grid.entity.js";

/** The neighborhood's part of the demo town. */
export async function seedNeighborhood(em: EntityManager): Promise<void> {
  const town = createTown();
  const gridOf = new Map(town.communities.map(({ id, gridId }) => [id, gridId]));
  await insertAll(
    em,
    Grid,
    town.grids.map(({ committeeId, ...grid }) => ({ ...grid, committee: committeeId })),
  );
  await insertAll(
    em,
    Community,
    town.communities.map(({ gridId, outline: _outline, ...community }) => ({
      ...community,
      grid: gridId,
    })),
  );
  await insertAll(
    em,
    Complaint,
    town.complaints.map(
      ({
        communityId,
        reporter,
        photos: _photos,
        timeline: _timeline,
        callback,
        ...complaint
      }) => ({
        ...complaint,
        community: communityId,
        gridId: gridOf.get(communityId)!,
        reporterId: reporter.personId,
        reporterName: reporter.name,
        reporterPhone: reporter.phone,
        satisfied: callback?.satisfied ?? null,
      }),
    ),
  );
  await insertAll(
    em,
    TimelineEntry,
    town.complaints.flatMap(({ id: complaintId, timeline }) =>
      timeline.map(({ byRole: _role, organisationName, ...entry }) => ({
        ...entry,
        complaintId,
        organisation: organisationName,
      })),
    ),
  );
  await seedPhotos(em, town.complaints, photo);
}
