import { ComplaintState, insertAll, now, seedPhotos } from "@hutong/kit";
import { createTown, photo } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { seedClocks } from "./clocks.js";
import { Community } from "../community/community.entity.js";
import { Complaint } from "../complaint/complaint.entity.js";
import { TimelineEntry } from "../complaint/timeline.entity.js";
import { Grid } from "../grid/grid.entity.js";

/** The neighborhood's part of the demo town. */
export async function seedNeighborhood(em: EntityManager): Promise<void> {
  const town = createTown({ now: now() });
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
      ({ communityId, reporter, photos: _photos, timeline, callback, ...complaint }) => ({
        ...complaint,
        ...told(timeline),
        community: communityId,
        gridId: gridOf.get(communityId)!,
        reporterId: reporter.personId,
        reporterName: reporter.name,
        reporterPhone: reporter.phone,
        answered: callback?.answered ?? null,
        satisfied: callback?.satisfied ?? null,
      }),
    ),
  );
  await seedClocks(em, town.complaints);
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

type Story = ReturnType<typeof createTown>["complaints"][number]["timeline"];

/** What of a case stands in its timeline alone. */
function told(timeline: Story) {
  const last = (kind: Story[number]["kind"]) => timeline.findLast((entry) => entry.kind === kind);
  const outOfScope = last("OUT_OF_SCOPE");
  const started = last("STARTED") ?? last("RESPONDED") ?? last("DISPATCHED");
  const stateOf: Partial<Record<Story[number]["kind"], ComplaintState>> = {
    STARTED: ComplaintState.IN_PROGRESS,
    RESPONDED: ComplaintState.RESPONDED,
    DISPATCHED: ComplaintState.DISPATCHED,
  };
  return {
    mergedAt: last("MERGED")?.at ?? null,
    calledBackAt: last("CALLED_BACK")?.at ?? null,
    outOfScopeAt: outOfScope?.at ?? null,
    outOfScopeReported: outOfScope ? outOfScope.byRole === "PROJECT_MANAGER" : null,
    stateBefore: last("SUSPENDED") && started ? stateOf[started.kind]! : null,
  };
}
