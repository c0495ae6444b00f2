import type { Claims } from "@hutong/schema";
import { ComplaintCategory, ComplaintState, newId } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";

import { Community } from "../src/community/community.entity.js";
import { Complaint, ComplaintChannel, ComplaintGrade } from "../src/complaint/complaint.entity.js";
import { Grid } from "../src/grid/grid.entity.js";
import { neighborhood } from "../src/subgraph.js";

const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${n.toString().padStart(2, "0")}`;

export const ids = {
  grid: `grid_${ulid(1)}`,
  otherGrid: `grid_${ulid(2)}`,
  community: `cty_${ulid(3)}`,
  otherCommunity: `cty_${ulid(4)}`,
  firm: `firm_${ulid(5)}`,
  otherFirm: `firm_${ulid(6)}`,
  reporter: `per_${ulid(7)}`,
  expert: `per_${ulid(8)}`,
  /** In the first grid, but served by the other firm. */
  thirdCommunity: `cty_${ulid(9)}`,
  /** In the first grid, served by nobody. */
  leftCommunity: `cty_${ulid(10)}`,
};

/** People of the tests, as the claims of their tokens. */
export const people = {
  gridWorker: {
    sub: "per_grid",
    role: "GRID_WORKER",
    name: "沈格",
    grids: [ids.grid],
    communities: [ids.community],
  },
  otherGridWorker: {
    sub: "per_other",
    role: "GRID_WORKER",
    grids: [ids.otherGrid],
    communities: [ids.otherCommunity],
  },
  secretary: { sub: "per_sec", role: "SECRETARY", org: "cons_x" },
  manager: { sub: "per_mgr", role: "FIRM_MANAGER", name: "卫经理", org: ids.firm },
  otherManager: { sub: "per_mgr2", role: "FIRM_MANAGER", org: ids.otherFirm },
  committee: { sub: "per_com", role: "COMMITTEE_MEMBER", communities: [ids.community] },
  owner: { sub: ids.reporter, role: "OWNER", communities: [ids.community] },
  otherOwner: { sub: "per_owner2", role: "OWNER", communities: [ids.community] },
  expert: { sub: ids.expert, role: "EXPERT", org: ids.otherFirm },
  cleaner: { sub: "per_cln", role: "CLEANER", org: "ctr_x" },
  app: { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" },
  leader: { sub: "per_leader", role: "GRID_WORKER", name: "郑网格", grids: [ids.grid] },
  service: { sub: "property", role: "SERVICE", org: "property", scope: "case:read" },
} satisfies Record<string, Partial<Claims>>;

export type PersonName = keyof typeof people;

export interface Fixture {
  readonly subgraph: TestSubgraph;
  /** Stores a complaint in any state; gives its id. */
  readonly complain: (
    state?: ComplaintState,
    overrides?: Record<string, unknown>,
  ) => Promise<string>;
  /** The row as the database has it. */
  readonly stored: (id: string) => Promise<Complaint>;
}

/** The neighborhood's subgraph with two grids of one community each. */
export async function startNeighborhood(options: { hubUrl?: string } = {}): Promise<Fixture> {
  const subgraph = await startTestSubgraph(neighborhood, options);
  const worker = { personId: "per_grid", name: "沈格", phone: "13800000001" };
  const leader = { personId: "per_leader", name: "郑网格", phone: "13800000002" };
  const otherLeader = { personId: "per_leader2", name: "冯网格", phone: "13800000003" };
  const em = subgraph.orm.em.fork();
  em.create(Grid, { id: ids.grid, name: "一网格", committee: "nbh_x", leader, workers: [worker] });
  em.create(Grid, {
    id: ids.otherGrid,
    name: "二网格",
    committee: "nbh_x",
    leader: otherLeader,
    workers: [{ ...worker, personId: "per_other" }],
  });
  for (const [grid, community, firmId] of [
    [ids.grid, ids.community, ids.firm],
    [ids.otherGrid, ids.otherCommunity, ids.otherFirm],
    [ids.grid, ids.thirdCommunity, ids.otherFirm],
    [ids.grid, ids.leftCommunity, null],
  ] as const) {
    em.create(Community, {
      id: community,
      code: community.slice(-2),
      name: `和苑${community.slice(-2)}`,
      address: "东街 1 号",
      builtYear: 2010,
      households: 300,
      x: 1,
      y: 1,
      firmId,
      grid,
    });
  }
  await em.flush();
  let count = 0;
  return {
    subgraph,
    complain: async (state = ComplaintState.FILED, overrides = {}) => {
      count += 1;
      const fork = subgraph.orm.em.fork();
      const complaint = fork.create(Complaint, {
        id: newId("cmp"),
        number: `T-${count}`,
        title: "楼道漏水",
        description: "三楼楼道天花板滴水",
        category: ComplaintCategory.WATER_LEAK,
        grade: ComplaintGrade.MINOR,
        channel: ComplaintChannel.HOTLINE,
        state,
        community: ids.community,
        gridId: ids.grid,
        place: "3号楼2单元601室",
        publicPlace: "3号楼2单元",
        reporterId: ids.reporter,
        reporterName: "欧阳敏",
        reporterPhone: "13912345678",
        responsibleFirmId: ids.firm,
        reportedAt: new Date(Date.UTC(2026, 2, 2, 3, 0, count)),
        ...overrides,
      } as never);
      await fork.flush();
      return complaint.id;
    },
    stored: (id) => subgraph.orm.em.fork().findOneOrFail(Complaint, id),
  };
}
