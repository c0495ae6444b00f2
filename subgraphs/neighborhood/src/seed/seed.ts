import { StoredPhoto } from "@hutong/kit";
import { createTown, photo, type PhotoScene } from "@hutong/town";
import type { EntityClass, EntityManager } from "@mikro-orm/postgresql";

import { Community } from "../community/community.entity.js";
import { Complaint } from "../complaint/complaint.entity.js";
import { TimelineEntry } from "../complaint/timeline.entity.js";
import { Grid } from "../grid/grid.entity.js";

/** The neighborhood's part of the demo town. */
export async function seedNeighborhood(em: EntityManager): Promise<void> {
  const town = createTown();
  const gridOf = new Map(town.communities.map(({ id, gridId }) => [id, gridId]));
  await insert(
    em,
    Grid,
    town.grids.map(({ committeeId, ...grid }) => ({ ...grid, committee: committeeId })),
  );
  await insert(
    em,
    Community,
    town.communities.map(({ gridId, outline: _outline, ...community }) => ({
      ...community,
      grid: gridId,
    })),
  );
  await insert(
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
  await insert(
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
  await seedPhotos(em, town.complaints);
}

async function seedPhotos(
  em: EntityManager,
  subjects: readonly {
    id: string;
    photos: readonly { id: string; scene: PhotoScene; caption: string; takenAt: Date }[];
  }[],
): Promise<void> {
  const scenes = new Set(subjects.flatMap(({ photos }) => photos.map(({ scene }) => scene)));
  const drawn = new Map(
    await Promise.all([...scenes].map(async (scene) => [scene, await photo(scene)] as const)),
  );
  await insert(
    em,
    StoredPhoto,
    subjects.flatMap(({ id: subject, photos }) =>
      photos.map(({ scene, ...rest }) => ({ ...rest, ...drawn.get(scene)!, subject })),
    ),
  );
}

const batchSize = 500;

async function insert<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batchSize) {
    await em.insertMany(entity, rows.slice(from, from + batchSize) as never[]);
  }
}
