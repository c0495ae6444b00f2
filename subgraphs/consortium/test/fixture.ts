import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { ComplaintCategory, newId, Skill } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import type { Claims } from "@hutong/schema";

import { Expert } from "../src/expert/expert.entity.js";
import { FirmStanding, PropertyFirm } from "../src/firm/firm.entity.js";
import { HelpOffer, HelpOfferState } from "../src/help-offer/help-offer.entity.js";
import { HelpRequest } from "../src/help-request/help-request.entity.js";
import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { Member, MemberKind, MemberStanding } from "../src/member/member.entity.js";
import { consortium } from "../src/subgraph.js";

const hour = 3_600_000;
const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ69G5F${n.toString().padStart(2, "0")}`;

/** Firm 1 asks; the others may help. */
export const firmCount = 22;
export const firmId = (n: number): string => `firm_${ulid(n)}`;
export const memberId = (n: number): string => `mem_${ulid(n)}`;
export const expertId = (n: number): string => `exp_${ulid(n)}`;
export const personId = (n: number): string => `per_${ulid(n)}`;
export const ids = {
  community: `cty_${ulid(1)}`,
  otherCommunity: `cty_${ulid(2)}`,
  unknownRequest: `hrq_${ulid(99)}`,
  unknownOffer: `hof_${ulid(99)}`,
  unknownExpert: expertId(99),
};

/** People of the tests, as the claims of their tokens. */
export const people = {
  manager: { sub: "per_mgr", role: "FIRM_MANAGER", name: "卫经理", org: firmId(1) },
  colleague: { sub: personId(1), role: "EXPERT", name: "专家1", org: firmId(1) },
  helper: { sub: "per_mgr2", role: "FIRM_MANAGER", name: "韩经理", org: firmId(2) },
  expert: { sub: personId(2), role: "EXPERT", name: "专家2", org: firmId(2) },
  rival: { sub: "per_mgr3", role: "FIRM_MANAGER", name: "蒋经理", org: firmId(3) },
  rivalExpert: { sub: personId(3), role: "EXPERT", name: "专家3", org: firmId(3) },
  secretary: { sub: "per_sec", role: "SECRETARY", name: "秦秘书", org: "cons_x" },
  otherSecretary: { sub: "per_sec2", role: "SECRETARY", name: "尤秘书", org: "cons_x" },
  service: { sub: "neighborhood", role: "SERVICE", org: "neighborhood", scope: "case:read" },
  gridWorker: { sub: "per_grid", role: "GRID_WORKER", name: "沈格", communities: [ids.community] },
  otherGridWorker: { sub: "per_grid2", role: "GRID_WORKER", communities: [ids.otherCommunity] },
  committee: { sub: "per_com", role: "COMMITTEE_MEMBER", communities: [ids.community] },
  owner: { sub: "per_own", role: "OWNER", communities: [ids.community] },
  otherOwner: { sub: "per_own2", role: "OWNER", communities: [ids.otherCommunity] },
  cleaner: { sub: "per_cln", role: "CLEANER", org: "ctr_x", communities: [ids.community] },
  app: { sub: "app_x", role: "APP", org: "app_x", scope: "public:read" },
} satisfies Record<string, Partial<Claims>>;

export type PersonName = keyof typeof people;

/** A case as the test's hub knows it. */
export interface KnownCase {
  readonly state: string;
  readonly firm: string | null;
  /** Set when the identity was released to whoever asks. */
  readonly reporter?: { readonly name: string; readonly masked: boolean };
}

export interface Fixture {
  readonly subgraph: TestSubgraph;
  /** Makes a case known to the hub; gives its id. */
  readonly knowCase: (known?: Partial<KnownCase>) => string;
  /** Stores a request in any state, with what that state implies; gives its id. */
  readonly request: (
    state: HelpRequestState,
    overrides?: Record<string, unknown>,
  ) => Promise<string>;
  /** Stores an offer by firm and expert number n; gives its id. */
  readonly offer: (
    requestId: string,
    n: number,
    overrides?: Record<string, unknown>,
  ) => Promise<string>;
  readonly stored: (id: string) => Promise<HelpRequest>;
  readonly storedOffers: (requestId: string) => Promise<HelpOffer[]>;
  readonly code: (
    who: PersonName | null,
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

const { ACCEPTED, ON_SITE, ADVISED, CONFIRMED, CLOSED, DRAFT, OFFERED } = HelpRequestState;
const chosen: readonly HelpRequestState[] = [ACCEPTED, ON_SITE, ADVISED, CONFIRMED, CLOSED];

/** The consortium's subgraph with its firms, one expert each, and a hub that knows cases. */
export async function startConsortium(): Promise<Fixture> {
  const cases = new Map<string, KnownCase>();
  const hub = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        variables: { id: string };
      };
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify(answer(claimsOf(request.headers.authorization), cases.get(variables.id))),
      );
    });
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  const hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/graphql`;
  const subgraph = await startTestSubgraph(consortium, { hubUrl });
  await register(subgraph);

  let count = 0;
  const offer: Fixture["offer"] = async (requestId, n, overrides = {}) => {
    const em = subgraph.orm.em.fork();
    const id = newId("hof");
    em.create(HelpOffer, {
      id,
      helpRequest: requestId,
      firm: firmId(n),
      expert: expertId(n),
      earliestArrival: new Date(Date.now() + hour),
      costFen: n * 100,
      note: `带设备来${n}`,
      state: HelpOfferState.OPEN,
      offeredAt: new Date(Date.now() - hour + n),
      ...overrides,
    } as never);
    await em.flush();
    return id;
  };
  return {
    subgraph,
    offer,
    knowCase: (known = {}) => {
      const id = newId("cmp");
      cases.set(id, { state: "IN_PROGRESS", firm: firmId(1), ...known });
      return id;
    },
    request: async (state, overrides = {}) => {
      count += 1;
      const em = subgraph.orm.em.fork();
      const id = newId("hrq");
      const acceptedOfferId = chosen.includes(state) ? newId("hof") : null;
      const asked = new Date(Date.now() - 5 * hour + count);
      em.create(HelpRequest, {
        id,
        number: `T-${count}`,
        complaintId: newId("cmp"),
        communityId: ids.community,
        askingFirm: firmId(1),
        askedByPersonId: people.manager.sub,
        askedByName: "卫经理",
        summary: "楼道墙面潮湿,打压正常,查不出漏点",
        category: ComplaintCategory.WATER_LEAK,
        skills: [Skill.PIPES],
        state,
        createdAt: asked,
        broadcastAt: state === DRAFT ? null : asked,
        deadlineAt: state === DRAFT ? null : new Date(asked.getTime() + 4 * hour),
        acceptedOfferId,
        acceptedPersonId: acceptedOfferId && personId(2),
        acceptedAt: acceptedOfferId && new Date(asked.getTime() + hour),
        ...overrides,
      } as never);
      await em.flush();
      if (acceptedOfferId)
        await offer(id, 2, { id: acceptedOfferId, state: HelpOfferState.ACCEPTED });
      if (state === OFFERED) await offer(id, 2);
      return id;
    },
    stored: (id) => subgraph.orm.em.fork().findOneOrFail(HelpRequest, id),
    storedOffers: (requestId) =>
      subgraph.orm.em
        .fork()
        .find(HelpOffer, { helpRequest: requestId }, { orderBy: { offeredAt: "asc" } }),
    code: async (who, query, variables) =>
      (await subgraph.ask(who && people[who], query, variables)).errors?.[0]?.extensions["code"],
    stop: async () => {
      await subgraph.stop();
      hub.closeAllConnections();
      await new Promise((resolve) => hub.close(resolve));
    },
  };
}

/** Twenty-two firms with one expert each. */
export async function register({ orm }: TestSubgraph): Promise<void> {
  const em = orm.em.fork();
  for (let n = 1; n <= firmCount; n++) {
    em.create(PropertyFirm, {
      id: firmId(n),
      operator: `f${n.toString().padStart(2, "0")}`,
      name: `澄溪第${n}物业有限公司`,
      shortName: `第${n}物业`,
      nameEn: `Firm ${n}`,
      hotline: "0512-60000000",
      headOffice: "东街 1 号",
      standing: FirmStanding.GOOD,
      joinedOn: "2024-01-02",
      managerName: "卫经理",
    });
    em.create(Member, {
      id: memberId(n),
      kind: MemberKind.FIRM,
      name: `澄溪第${n}物业有限公司`,
      firmId: firmId(n),
      skills: [],
      hotline: "0512-60000000",
      standing: MemberStanding.ACTIVE,
      joinedOn: "2024-01-02",
      leftOn: null,
    });
    em.create(Expert, {
      id: expertId(n),
      personId: personId(n),
      firm: firmId(n),
      name: `专家${n}`,
      title: "高级工程师",
      skills: [n % 2 ? Skill.LIFT : Skill.PIPES],
      years: n,
      phone: `138000000${n.toString().padStart(2, "0")}`,
    });
  }
  await em.flush();
}

const claimsOf = (authorization = ""): Claims =>
  JSON.parse(Buffer.from(authorization.split(".")[1] ?? "", "base64url").toString()) as Claims;

/** What the hub says of a case: the neighborhood shows it to its firm, the secretariat and the grid. */
function answer(claims: Claims, known: KnownCase | undefined) {
  const refusal = (code: string) => ({
    data: { complaint: null },
    errors: [{ message: code, extensions: { code } }],
  });
  if (!known) return refusal("NOT_FOUND");
  if (claims.role === "FIRM_MANAGER" && claims.org !== known.firm) return refusal("FORBIDDEN");
  return {
    data: {
      complaint: {
        state: known.state,
        category: "WATER_LEAK",
        community: { id: ids.community },
        responsibleFirm: known.firm && { id: known.firm },
        reporter: known.reporter ?? { name: "欧**", masked: true },
      },
    },
  };
}
