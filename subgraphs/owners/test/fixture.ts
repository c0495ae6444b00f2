import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { ComplaintCategory, newId } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import type { Claims } from "@hutong/schema";

import { HeadcountPost, ServiceContract } from "../src/contract/contract.entity.js";
import { ContractState } from "../src/contract/contract.state.js";
import { ComplaintReview } from "../src/review/review.entity.js";
import { owners } from "../src/subgraph.js";

const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${n.toString().padStart(2, "0")}`;

export const ids = {
  community: `cty_${ulid(1)}`,
  otherCommunity: `cty_${ulid(2)}`,
  bareCommunity: `cty_${ulid(3)}`,
  firm: `firm_${ulid(4)}`,
  otherFirm: `firm_${ulid(8)}`,
  staff: `stf_f01_${ulid(10)}`,
  formerStaff: `stf_f01_${ulid(90)}`,
  cleaner: `cln_c01_${ulid(11)}`,
  formerCleaner: `cln_c01_${ulid(13)}`,
  stranger: `stf_f01_${ulid(12)}`,
  contract: `sct_${ulid(5)}`,
  oldContract: `sct_${ulid(6)}`,
  otherContract: `sct_${ulid(7)}`,
  unknownContract: `sct_${ulid(99)}`,
  unknownComplaint: `cmp_${ulid(99)}`,
};

/** People of the tests, as the claims of their tokens. */
export const people = {
  owner: { sub: "per_own", role: "OWNER", communities: [ids.community] },
  otherOwner: { sub: "per_own2", role: "OWNER", communities: [ids.community] },
  committee: { sub: "per_com", role: "COMMITTEE_MEMBER", communities: [ids.community] },
  otherCommittee: { sub: "per_com2", role: "COMMITTEE_MEMBER", communities: [ids.otherCommunity] },
  gridWorker: { sub: "per_grid", role: "GRID_WORKER", communities: [ids.community] },
  otherGridWorker: { sub: "per_grid2", role: "GRID_WORKER", communities: [ids.otherCommunity] },
  secretary: { sub: "per_sec", role: "SECRETARY", org: "cons_x" },
  service: { sub: "neighborhood", role: "SERVICE", org: "neighborhood", scope: "case:read" },
  manager: { sub: "per_mgr", role: "FIRM_MANAGER", name: "卫经理", org: ids.firm },
  otherManager: { sub: "per_mgr2", role: "FIRM_MANAGER", name: "韩经理", org: ids.otherFirm },
  expert: { sub: "per_exp", role: "EXPERT", org: ids.firm },
  cleaner: { sub: "per_cln", role: "CLEANER", org: "ctr_x" },
  app: { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" },
} satisfies Record<string, Partial<Claims>>;

export type PersonName = keyof typeof people;

export interface Fixture {
  readonly subgraph: TestSubgraph;
  /** Takes the real-name registers of firm and contractor away, or back. */
  readonly setRegistersAway: (away: boolean) => void;
  /** Makes a case known to the hub, reported by somebody; gives its id. */
  readonly knowCase: (state?: string, reporter?: PersonName) => string;
  /** Stores a review by the owner; gives the case's id. */
  readonly review: () => Promise<string>;
  readonly countReviews: () => Promise<number>;
  /** The review of a case as the database has it. */
  readonly stored: (complaintId: string) => Promise<ComplaintReview>;
  readonly code: (
    who: PersonName | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** The owners' subgraph with a contract that has run out and one in force, and a hub that knows cases. */
export async function startOwners(): Promise<Fixture> {
  let registers: object = registeredStaff;
  const cases = new Map<string, { state: string; reporter: string }>();
  const hub = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        query: string;
        variables: { id: string };
      };
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify(
          query.includes("RegisteredStaff")
            ? // Like the firm's server: who has left is told of where that is asked.
              /staff\(left: true\)/.test(query)
              ? registers
              : {}
            : answer(claimsOf(request.headers.authorization), cases.get(variables.id)),
        ),
      );
    });
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  const hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/graphql`;
  const subgraph = await startTestSubgraph(owners, { hubUrl });
  await sign(subgraph);
  return {
    subgraph,
    setRegistersAway: (away) => {
      registers = away
        ? { data: { community: null }, errors: [unavailable("SUBGRAPH_UNAVAILABLE")] }
        : registeredStaff;
    },
    knowCase: (state = "CLOSED", reporter = "owner") => {
      const id = newId("cmp");
      cases.set(id, { state, reporter: people[reporter].sub });
      return id;
    },
    review: async () => {
      const em = subgraph.orm.em.fork();
      const complaintId = newId("cmp");
      em.create(ComplaintReview, {
        id: newId("rev"),
        complaintId,
        communityId: ids.community,
        personId: people.owner.sub,
        stars: 5,
        satisfied: true,
        comment: "处理得很快",
        at: new Date(),
      });
      await em.flush();
      return complaintId;
    },
    countReviews: () => subgraph.orm.em.fork().count(ComplaintReview),
    stored: (complaintId) => subgraph.orm.em.fork().findOneOrFail(ComplaintReview, { complaintId }),
    code: async (who, query, variables) =>
      (await subgraph.ask(who && people[who], query, variables)).errors?.[0]?.extensions["code"],
    stop: async () => {
      await subgraph.stop();
      hub.closeAllConnections();
      await new Promise((resolve) => hub.close(resolve));
    },
  };
}

async function sign({ orm }: TestSubgraph): Promise<void> {
  const em = orm.em.fork();
  const clause = {
    text: "条文",
    respondWithinMinutes: 30,
    onSiteWithinMinutes: null,
    resolveWithinMinutes: null,
  };
  const contracts = [
    [ids.oldContract, ids.community, "2020-01-01", "2022-12-31", ContractState.EXPIRED],
    [ids.contract, ids.community, "2023-01-01", "2099-12-31", ContractState.ACTIVE],
    [ids.otherContract, ids.otherCommunity, "2023-01-01", "2099-12-31", ContractState.ACTIVE],
  ] as const;
  for (const [id, communityId, startsOn, endsOn, state] of contracts) {
    em.create(ServiceContract, {
      id,
      number: `WYHT-${id.slice(-2)}`,
      communityId,
      firmId: ids.firm,
      startsOn,
      endsOn,
      feeFenPerSquareMetre: 180,
      state,
      clauses: [
        {
          ...clause,
          number: "第十二条",
          title: "渗漏维修",
          categories: [ComplaintCategory.WATER_LEAK, ComplaintCategory.SEWAGE],
        },
        { ...clause, number: "第十三条", title: "电梯", categories: [ComplaintCategory.LIFT] },
        { ...clause, number: "第十四条", title: "卫生", categories: [ComplaintCategory.SEWAGE] },
      ],
      promisedHeadcount: [{ post: HeadcountPost.CLEANER, count: 10 }],
    });
  }
  await em.flush();
}

const unavailable = (code: string) => ({ message: code, extensions: { code } });

/** One repairer of the firm and one cleaner of its contractor are registered; another one was. */
const registeredStaff = {
  data: {
    community: {
      projects: [
        {
          staff: [{ id: ids.staff, name: "肖敬东", registeredOn: "2024-01-10", leftOn: null }],
        },
      ],
      formerProjects: [
        {
          staff: [
            {
              id: ids.formerStaff,
              name: "高志强",
              registeredOn: "2025-06-01",
              leftOn: "2026-02-15",
            },
          ],
        },
      ],
      contractor: {
        crews: [
          {
            cleaners: [
              { id: ids.cleaner, name: "吴桂兰", registeredOn: null, retiredOn: null },
              {
                id: ids.formerCleaner,
                name: "郑秀兰",
                registeredOn: "2026-01-05",
                retiredOn: "2026-02-28",
              },
            ],
          },
        ],
      },
    },
  },
};

const claimsOf = (authorization = ""): Claims =>
  JSON.parse(Buffer.from(authorization.split(".")[1] ?? "", "base64url").toString()) as Claims;

/** What the hub says of a case: an owner is shown their own, the committee those of the community. */
function answer({ sub, role }: Claims, known: { state: string; reporter: string } | undefined) {
  const refusal = (code: string) => ({
    data: { complaint: null },
    errors: [unavailable(code)],
  });
  if (!known) return refusal("NOT_FOUND");
  if (role === "OWNER" && sub !== known.reporter) return refusal("FORBIDDEN");
  return {
    data: {
      complaint: {
        state: known.state,
        community: { id: ids.community },
        reporter: { masked: sub !== known.reporter },
      },
    },
  };
}
