import { insertAll, now, type Seed, seedPhotos, shanghaiDate } from "@hutong/kit";
import { createTown, photo } from "@hutong/town";

import { PlatformClause } from "../agreement/platform-clause.entity.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { WorkKind } from "../work-order/work-kind.js";
import { WorkOrder } from "../work-order/work-order.entity.js";

/** The part of the demo town that is the hosted firms'. */
export const seedProperty: Seed = async (em, hosts = () => true) => {
  const { firms, ...town } = createTown({ now: now() });
  const projects = town.projects.filter(({ id }) => hosts(id));
  const staff = town.staff.filter(({ id }) => hosts(id));
  const workOrders = town.workOrders.filter(({ id }) => hosts(id));
  const firmNames = new Map(firms.map(({ id, shortName }) => [id, shortName]));
  const communities = new Map(projects.map(({ id, communityId }) => [id, communityId]));
  const people = new Map(staff.map(({ id, personId }) => [id, personId]));

  await insertAll(
    em,
    PropertyProject,
    projects.map(({ managerStaffId, startedOn, ...project }) => ({
      ...project,
      managerId: managerStaffId,
      firmShortName: firmNames.get(project.firmId),
      startedOn: shanghaiDate(startedOn),
    })),
  );
  await insertAll(
    em,
    FirmStaff,
    staff.map(({ projectId, registeredOn, ...member }) => ({
      ...member,
      project: projectId,
      registeredOn: shanghaiDate(registeredOn),
    })),
  );
  const served = new Set(projects.map(({ firmId }) => firmId));
  await insertAll(
    em,
    PlatformClause,
    town.agreements
      .filter(({ firmId, state }) => state === "ACCEPTED" && served.has(firmId))
      .map(({ id, firmId, communityId, penaltyFen, rewardFen, ...agreement }) => ({
        id,
        firmId,
        communityId,
        penaltyFen,
        rewardFen,
        startsOn: shanghaiDate(agreement.startsOn),
        endsOn: shanghaiDate(agreement.endsOn),
        signedAt: agreement.answeredAt!,
      })),
  );
  await insertAll(
    em,
    WorkOrder,
    workOrders.map(({ projectId, assigneeStaffId, photos: _photos, ...order }) => ({
      ...order,
      project: projectId,
      communityId: communities.get(projectId),
      assignee: assigneeStaffId,
      assigneePersonId: assigneeStaffId && people.get(assigneeStaffId),
      submittedByPersonId: order.submittedAt && people.get(assigneeStaffId!),
      ...(order.funding === "MAINTENANCE_FUND"
        ? {
            work: WorkKind.MEDIUM_REPAIR,
            fundResolution: `业决 ${order.number}`,
            fundLimitFen: 2_000_000,
            fundApprovedAt: order.createdAt,
          }
        : { work: WorkKind.MINOR_REPAIR }),
    })),
  );
  await seedPhotos(em, workOrders, photo);
  // Numbers count on from the highest that any firm has used.
  const highest = Math.max(
    ...town.workOrders.map(({ number }) => Number(number.split("-").at(-1))),
  );
  await em.execute("select setval('work_order_number', ?)", [highest]);
};
