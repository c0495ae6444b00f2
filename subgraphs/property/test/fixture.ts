import type { Claims } from "@hutong/schema";
import { newId, now, operatorOf, setDomainClock, StoredPhoto } from "@hutong/kit";
import {
  presentCursor,
  startTestSubgraph,
  type TestSubgraph,
  watch as watchEvents,
} from "@hutong/kit/testing";
import type { EntityManager } from "@mikro-orm/postgresql";

import { property } from "../src/index.js";
import { PropertyProject } from "../src/project/project.entity.js";
import { FirmStaff, StaffPost } from "../src/staff/staff.entity.js";
import { WorkKind, WorkOrderFunding } from "../src/work-order/work-kind.js";
import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";

const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${n.toString().padStart(2, "0")}`;

export const ids = {
  community: `cty_${ulid(1)}`,
  otherCommunity: `cty_${ulid(2)}`,
  firm: `firm_${ulid(3)}`,
  otherFirm: `firm_${ulid(4)}`,
  project: `prj_f07_${ulid(5)}`,
  otherProject: `prj_f08_${ulid(6)}`,
  manager: `stf_f07_${ulid(7)}`,
  repairer: `stf_f07_${ulid(8)}`,
  otherRepairer: `stf_f08_${ulid(9)}`,
  complaint: `cmp_${ulid(10)}`,
};

/** People of the tests, as the claims of their tokens. */
export const people = {
  manager: { sub: "per_mgr", role: "FIRM_MANAGER", name: "卫国强", org: ids.firm },
  deputy: { sub: "per_mgr3", role: "FIRM_MANAGER", name: "姚文静", org: ids.firm },
  otherManager: { sub: "per_mgr2", role: "FIRM_MANAGER", name: "何启明", org: ids.otherFirm },
  assignee: { sub: "per_rep", role: "EXPERT", name: "刘德胜", org: ids.firm },
  otherExpert: { sub: "per_rep2", role: "EXPERT", name: "彭立新", org: ids.otherFirm },
  secretary: { sub: "per_sec", role: "SECRETARY", org: "cons_x" },
  service: { sub: "neighborhood", role: "SERVICE", org: "nbh_x", scope: "case:read" },
  gridWorker: { sub: "per_grid", role: "GRID_WORKER", communities: [ids.community] },
  otherGridWorker: { sub: "per_grid2", role: "GRID_WORKER", communities: [ids.otherCommunity] },
  committee: { sub: "per_com", role: "COMMITTEE_MEMBER", communities: [ids.community] },
  otherCommittee: { sub: "per_com2", role: "COMMITTEE_MEMBER", communities: [ids.otherCommunity] },
  owner: { sub: "per_own", role: "OWNER", communities: [ids.community] },
  otherOwner: { sub: "per_own2", role: "OWNER", communities: [ids.otherCommunity] },
  cleaner: { sub: "per_cln", role: "CLEANER", org: "ctr_x", communities: [ids.community] },
  app: { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" },
} satisfies Record<string, Partial<Claims>>;

export type PersonName = keyof typeof people;

export interface Fixture {
  readonly subgraph: TestSubgraph;
  /** Stores a work order of the first firm in any state, given to its repairer; gives its id. */
  readonly order: (state?: WorkOrderState, overrides?: Record<string, unknown>) => Promise<string>;
  /** The row as the database has it. */
  readonly stored: (id: string) => Promise<WorkOrder>;
}

/** Two firms, each with a project in its own community and people in it. */
export async function seedFirms(em: EntityManager): Promise<void> {
  const common = { address: "东街 1 号", hotline: "6800-0001", startedOn: "2024-03-01" };
  em.create(PropertyProject, {
    ...common,
    id: ids.project,
    firmId: ids.firm,
    firmShortName: "安居物业",
    communityId: ids.community,
    name: "和苑服务中心",
    managerId: ids.manager,
  });
  em.create(PropertyProject, {
    ...common,
    id: ids.otherProject,
    firmId: ids.otherFirm,
    firmShortName: "明德物业",
    communityId: ids.otherCommunity,
    name: "桂园服务中心",
  });
  const member = { skills: [], onDuty: true, registeredOn: "2024-03-01" };
  em.create(FirmStaff, {
    ...member,
    id: ids.manager,
    firmId: ids.firm,
    project: ids.project,
    personId: "per_prj_mgr",
    name: "曹思雨",
    post: StaffPost.PROJECT_MANAGER,
    phone: "13600046420",
  });
  em.create(FirmStaff, {
    ...member,
    id: ids.repairer,
    firmId: ids.firm,
    project: ids.project,
    personId: people.assignee.sub,
    name: "刘德胜",
    post: StaffPost.REPAIRER,
    phone: "13600011111",
  });
  em.create(FirmStaff, {
    ...member,
    id: ids.otherRepairer,
    firmId: ids.otherFirm,
    project: ids.otherProject,
    personId: people.otherExpert.sub,
    name: "彭立新",
    post: StaffPost.REPAIRER,
    phone: "13600022222",
  });
  await em.flush();
}

let count = 0;

/** The property subgraph with two firms. */
export async function startProperty(options: { hubUrl?: string } = {}): Promise<Fixture> {
  const subgraph = await startTestSubgraph(property, {
    identityKey: Buffer.alloc(32, 7),
    operators: ["f07", "f08", "f09"],
    ...options,
  });
  await seedFirms(subgraph.orm.em.fork());
  return {
    subgraph,
    order: async (state = WorkOrderState.ASSIGNED, overrides = {}) => {
      count += 1;
      const em = subgraph.orm.em.fork();
      const assigned = state !== WorkOrderState.CREATED;
      const order = em.create(WorkOrder, {
        id: newId("wo", "f07"),
        number: `GD-07-T${count}`,
        title: "厨房立管渗水维修",
        state,
        work: WorkKind.MINOR_REPAIR,
        funding: WorkOrderFunding.SERVICE_FEE,
        firmId: ids.firm,
        project: ids.project,
        communityId: ids.community,
        complaintId: ids.complaint,
        assignee: assigned ? ids.repairer : null,
        assigneePersonId: assigned ? people.assignee.sub : null,
        createdAt: new Date(Date.now() - 60_000),
        ...overrides,
      });
      await em.persist(order).flush();
      return order.id;
    },
    stored: (id) => subgraph.orm.em.fork().findOneOrFail(WorkOrder, id),
  };
}

/** What happens to work orders, event by event. */
export const watch = (
  subgraph: TestSubgraph,
  who: PersonName,
  variables: Record<string, unknown> = {},
) =>
  watchField(
    subgraph,
    who,
    `subscription ($id: ID, $after: String) {
      workOrderChanged(id: $id, after: $after) {
        cursor kind at by organisation note workOrder { id state title complaint { id } assignee { name } } } }`,
    variables,
  );

/** A subscription to one field over graphql-ws, read event by event; its `$after` is given. */
export async function watchField(
  subgraph: TestSubgraph,
  who: PersonName,
  query: string,
  variables: Record<string, unknown> = {},
) {
  const after = await presentCursor(subgraph);
  return watchEvents(subgraph, people[who], query, { after, ...variables });
}

/** The code of an answer's only error. */
export const codeOf = (answer: {
  errors?: readonly { extensions: Record<string, unknown> }[] | undefined;
}): unknown => answer.errors?.[0]?.extensions["code"];

/** Moves the domain's time to so many milliseconds from now; what is due by then happens. */
export function advance(milliseconds: number): void {
  setDomainClock({
    start: new Date(now().getTime() + milliseconds),
    speed: 1,
    since: new Date(),
  });
}

/** Stores a photo as a person's upload for an order or a task; gives its id. */
export async function photoOf(
  subgraph: TestSubgraph,
  person: string,
  preparedFor: string,
): Promise<string> {
  const em = subgraph.orm.em.fork();
  const photo = em.create(StoredPhoto, {
    id: newId("pho", operatorOf(preparedFor)),
    subject: null,
    caption: "",
    takenAt: now(),
    mime: "image/jpeg",
    width: 4,
    height: 3,
    storedIn: "database",
    bytes: Buffer.from("jpeg"),
    uploadedBy: person,
    preparedFor,
  });
  await em.persist(photo).flush();
  return photo.id;
}
