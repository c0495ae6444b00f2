import type { Claims } from "@hutong/schema";
import { newId, StoredPhoto } from "@hutong/kit";
import {
  presentCursor,
  startTestSubgraph,
  type TestSubgraph,
  watch as watchEvents,
} from "@hutong/kit/testing";

import { Contractor } from "../src/contractor/contractor.entity.js";
import { Cleaner, PhoneKind } from "../src/crew/cleaner.entity.js";
import { Crew } from "../src/crew/crew.entity.js";
import { ServedCommunity } from "../src/crew/served-community.entity.js";
import { cleaning } from "../src/index.js";
import { CheckIn } from "../src/task/check-in.entity.js";
import { CleaningTask } from "../src/task/task.entity.js";
import { CleaningTaskState } from "../src/task/task.state.js";

const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${n.toString().padStart(2, "0")}`;

export const ids = {
  community: `cty_${ulid(1)}`,
  otherCommunity: `cty_${ulid(2)}`,
  firm: `firm_${ulid(3)}`,
  otherFirm: `firm_${ulid(4)}`,
  contractor: `ctr_${ulid(5)}`,
  otherContractor: `ctr_${ulid(6)}`,
  crew: `crew_c02_${ulid(7)}`,
  /** A second crew of the first contractor. */
  siblingCrew: `crew_c02_${ulid(8)}`,
  otherCrew: `crew_c03_${ulid(9)}`,
  leader: `cln_c02_${ulid(10)}`,
  cleaner: `cln_c02_${ulid(11)}`,
  mate: `cln_c02_${ulid(12)}`,
  siblingLeader: `cln_c02_${ulid(13)}`,
  otherCleaner: `cln_c03_${ulid(14)}`,
  complaint: `cmp_${ulid(15)}`,
};

/** People of the tests, as the claims of their tokens. */
export const people = {
  cleaner: { sub: "per_cln", role: "CLEANER", name: "孙菊香", org: ids.contractor },
  mate: { sub: "per_mate", role: "CLEANER", name: "吴桂英", org: ids.contractor },
  leader: { sub: "per_lead", role: "CREW_LEADER", name: "范玉珍", org: ids.contractor },
  siblingLeader: { sub: "per_sib", role: "CREW_LEADER", name: "钱月娥", org: ids.contractor },
  otherCleaner: { sub: "per_cln3", role: "CLEANER", name: "郑秀兰", org: ids.otherContractor },
  otherLeader: { sub: "per_cln3", role: "CREW_LEADER", name: "郑秀兰", org: ids.otherContractor },
  manager: { sub: "per_mgr", role: "FIRM_MANAGER", name: "卫国强", org: ids.firm },
  otherManager: { sub: "per_mgr2", role: "FIRM_MANAGER", org: ids.otherFirm },
  gridWorker: { sub: "per_grid", role: "GRID_WORKER", name: "沈格", communities: [ids.community] },
  otherGridWorker: { sub: "per_grid2", role: "GRID_WORKER", communities: [ids.otherCommunity] },
  secretary: { sub: "per_sec", role: "SECRETARY", org: "cons_x" },
  service: { sub: "neighborhood", role: "SERVICE", org: "nbh_x", scope: "case:read" },
  committee: { sub: "per_com", role: "COMMITTEE_MEMBER", communities: [ids.community] },
  otherCommittee: { sub: "per_com2", role: "COMMITTEE_MEMBER", communities: [ids.otherCommunity] },
  owner: { sub: "per_own", role: "OWNER", communities: [ids.community] },
  otherOwner: { sub: "per_own2", role: "OWNER", communities: [ids.otherCommunity] },
  expert: { sub: "per_exp", role: "EXPERT", org: ids.firm },
  app: { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" },
} satisfies Record<string, Partial<Claims>>;

export type PersonName = keyof typeof people;

export interface Fixture {
  readonly subgraph: TestSubgraph;
  /** Stores a task of the first crew in any state, given to its cleaner; gives its id. */
  readonly task: (
    state?: CleaningTaskState,
    overrides?: Record<string, unknown>,
  ) => Promise<string>;
  /** Stores a photo as somebody's upload for a task; gives its id. */
  readonly photo: (who: PersonName, task: string) => Promise<string>;
  /** The row as the database has it. */
  readonly stored: (id: string) => Promise<CleaningTask>;
  readonly checkIns: (task: string) => Promise<CheckIn[]>;
}

let count = 0;

/** The cleaning subgraph with two contractors: one of two crews, one of one. */
export async function startCleaning({
  definition = cleaning,
  ...options
}: { definition?: typeof cleaning; hubUrl?: string } = {}): Promise<Fixture> {
  const subgraph = await startTestSubgraph(definition, {
    identityKey: Buffer.alloc(32, 7),
    ...options,
  });
  const em = subgraph.orm.em.fork();
  em.create(Contractor, {
    id: ids.contractor,
    operator: "c02",
    name: "净土环境",
    phone: "6810-0200",
  });
  em.create(Contractor, {
    id: ids.otherContractor,
    operator: "c03",
    name: "晨露保洁",
    phone: "6810-0300",
  });
  for (const [id, contractor, name, leaderId, leaderPersonId] of [
    [ids.crew, ids.contractor, "和苑保洁一班", ids.leader, people.leader.sub],
    [ids.siblingCrew, ids.contractor, "和苑保洁二班", ids.siblingLeader, people.siblingLeader.sub],
    [ids.otherCrew, ids.otherContractor, "桂园保洁一班", ids.otherCleaner, people.otherLeader.sub],
  ] as const) {
    em.create(Crew, { id, contractor, name, leaderId, leaderPersonId });
  }
  for (const [id, crew, contractorId, { sub, name }] of [
    [ids.leader, ids.crew, ids.contractor, people.leader],
    [ids.cleaner, ids.crew, ids.contractor, people.cleaner],
    [ids.mate, ids.crew, ids.contractor, people.mate],
    [ids.siblingLeader, ids.siblingCrew, ids.contractor, people.siblingLeader],
    [ids.otherCleaner, ids.otherCrew, ids.otherContractor, people.otherCleaner],
  ] as const) {
    em.create(Cleaner, {
      id,
      crew,
      contractorId,
      personId: sub,
      name,
      // The number is who an SMS is from: everybody has their own.
      phone: `1360001${id.slice(-2)}11`,
      phoneKind: PhoneKind.FEATURE,
      trained: true,
    });
  }
  em.create(ServedCommunity, {
    communityId: ids.community,
    contractor: ids.contractor,
    crew: ids.crew,
    firmId: ids.firm,
  });
  em.create(ServedCommunity, {
    communityId: ids.otherCommunity,
    contractor: ids.otherContractor,
    crew: ids.otherCrew,
    firmId: ids.otherFirm,
  });
  await em.flush();
  return {
    subgraph,
    task: async (state = CleaningTaskState.OPEN, overrides = {}) => {
      count += 1;
      const fork = subgraph.orm.em.fork();
      const task = fork.create(CleaningTask, {
        id: newId("tsk", "c02"),
        number: `BJ-02-T${count}`,
        title: "清理楼道积水",
        place: "3号楼2单元",
        state,
        contractor: ids.contractor,
        crew: ids.crew,
        cleaner: ids.cleaner,
        communityId: ids.community,
        firmId: ids.firm,
        complaintId: ids.complaint,
        createdAt: new Date(Date.now() - 60_000),
        dueAt: new Date(Date.now() + 3_600_000),
        ...overrides,
      });
      await fork.persist(task).flush();
      return task.id;
    },
    photo: async (who, task) => {
      const fork = subgraph.orm.em.fork();
      const photo = fork.create(StoredPhoto, {
        id: newId("pho", "c02"),
        subject: null,
        caption: "",
        takenAt: new Date(),
        mime: "image/jpeg",
        width: 4,
        height: 3,
        storedIn: "database",
        bytes: Buffer.from("jpeg"),
        uploadedBy: people[who].sub,
        preparedFor: task,
      });
      await fork.persist(photo).flush();
      return photo.id;
    },
    stored: (id) => subgraph.orm.em.fork().findOneOrFail(CleaningTask, id),
    checkIns: (task) => subgraph.orm.em.fork().find(CheckIn, { task }, { orderBy: { at: "asc" } }),
  };
}

/** A subscription over graphql-ws, read event by event. */
export async function watch(
  subgraph: TestSubgraph,
  who: PersonName,
  variables: Record<string, unknown> = {},
) {
  const after = await presentCursor(subgraph);
  const query = `subscription ($id: ID, $after: String) {
      cleaningTaskChanged(id: $id, after: $after) {
        cursor kind at by organisation note task { id state complaint { id } checkIns { verb } } } }`;
  return watchEvents(subgraph, people[who], query, { after, ...variables });
}

/** The code of an answer's only error. */
export const codeOf = (answer: {
  errors?: readonly { extensions: Record<string, unknown> }[] | undefined;
}): unknown => answer.errors?.[0]?.extensions["code"];
