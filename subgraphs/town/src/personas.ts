import { must } from "./must.js";
import { makeRandom } from "./random.js";
import type { Expert, Firm } from "./firms/firms.types.js";
import type { Persona, PersonaClaims, PersonaId } from "./personas.types.js";
import type { Grid } from "./places/places.types.js";
import { createWorld, lookup } from "./world.js";
import type { World } from "./world.js";

export const defaultSeed = 20260301;

export const residentScope = "case:read case:write public:read";
export const officialScope = `${residentScope} identity:read`;

interface Draft extends Omit<Persona, "organisations" | "claims" | "name"> {
  readonly organisations: Persona["organisations"];
  readonly claims: Pick<PersonaClaims, "sub" | "name" | "role" | "scope"> & Partial<PersonaClaims>;
}

/** Whom one can sign in as. The cases they can play are told in the descriptions. */
export function personasOf(world: World): Persona[] {
  const look = lookup(world);
  const home = look.community("WTY");
  const crew = look.crew(home);
  const [leader, cleaner] = look.cleaners(crew);
  const contractor = { id: crew.contractorId, name: look.contractorName(crew) };
  const owner = must(world.residents.get(home.id)?.[0], "owner");
  const director = must(
    world.ownersCommittees.find((one) => one.communityId === home.id),
    "owners' committee",
  );
  const appId = makeRandom(world.seed, "app").id("app");

  const gridWorker = (id: PersonaId, grid: Grid, zh: string, en: string): Draft => ({
    id,
    title: { zh: `微网格员 · ${grid.name}`, en: "Grid worker" },
    description: { zh, en },
    organisations: world.committees.filter((one) => one.id === grid.committeeId),
    claims: {
      sub: must(grid.workers[0], "grid worker").personId,
      name: must(grid.workers[0], "grid worker").name,
      role: "GRID_WORKER",
      grids: [grid.id],
      communities: world.communities.filter((one) => one.gridId === grid.id).map((one) => one.id),
      scope: officialScope,
    },
  });
  const firmManager = (id: PersonaId, firms: readonly Firm[], zh: string, en: string): Draft => ({
    id,
    title: {
      zh: `物业公司负责人 · ${firms.map((firm) => firm.shortName).join("、")}`,
      en: "Property firm manager",
    },
    description: { zh, en },
    organisations: firms.map(({ id: firmId, name }) => ({ id: firmId, name })),
    claims: {
      sub: firms[0]!.managerPersonId,
      name: firms[0]!.managerName,
      role: "FIRM_MANAGER",
      scope: officialScope,
    },
  });
  const expert = (id: PersonaId, operator: string, zh: string, en: string): Draft => {
    const firm = look.firm(operator);
    const one: Expert = must(look.experts(firm)[0], "expert");
    return {
      id,
      title: { zh: `维修专家 · ${firm.shortName}`, en: "Repairer and expert" },
      description: { zh, en },
      organisations: [{ id: firm.id, name: firm.name }],
      claims: { sub: one.personId, name: one.name, role: "EXPERT", scope: officialScope },
    };
  };

  const drafts: Draft[] = [
    gridWorker(
      "grid-worker",
      look.grid(home),
      "打开 TS-2026-0502(加装电梯后立管渗水),看五方在同一屏上的进展,等别的物业伸出援手。",
      "Open TS-2026-0502, a pipe leaking since the lift was added: five parties on one screen, and help that arrives by itself.",
    ),
    {
      id: "secretary",
      title: { zh: "联合体秘书处", en: "Consortium secretariat" },
      description: {
        zh: "看全镇29家物业的求助墙,为没有人应答的求助指派专家,或替 TS-2026-0508 选定一份援助。",
        en: "Watch the help wall of all 29 firms, direct an expert where nobody answered, or accept one of the two offers for TS-2026-0508.",
      },
      organisations: [{ id: world.consortium.id, name: world.consortium.name }],
      claims: {
        sub: world.consortium.secretary.personId,
        name: world.consortium.secretary.name,
        role: "SECRETARY",
        scope: officialScope,
      },
    },
    firmManager(
      "firm-manager",
      [look.firm("f01"), look.firm("f02")],
      "TS-2026-0502 的维修员查不出原因:向全部29家物业发起会诊求助。",
      "Your repairer found no cause in TS-2026-0502: ask all 29 firms for help.",
    ),
    expert(
      "expert",
      "f07",
      "您处理过加装电梯后的立管渗水(TS-2026-0187):看到求助后报上最早到场时间。",
      "You have met a leak after an added lift before (TS-2026-0187): answer the request with your earliest arrival.",
    ),
    {
      id: "cleaner",
      title: { zh: `保洁员 · ${crew.name}`, en: "Cleaner" },
      description: {
        zh: "您用的是老年机:看看短信打卡和班长代录的任务,怎样与拍照打卡一样作数。",
        en: "You own a feature phone: see how a check-in by SMS or by the leader's proxy counts as much as a photo.",
      },
      organisations: [contractor],
      claims: {
        sub: cleaner!.personId,
        name: cleaner!.name,
        role: "CLEANER",
        communities: crew.communityIds,
        scope: residentScope,
      },
    },
    {
      id: "crew-leader",
      title: { zh: `保洁班长 · ${crew.name}`, en: "Crew leader" },
      description: {
        zh: "给不会用手机的组员代录打卡,看合同十人、到岗七人的紫藤里。",
        en: "Check in for those who cannot work the app, and look at Zitengli, promised ten cleaners and served by seven.",
      },
      organisations: [contractor],
      claims: {
        sub: leader!.personId,
        name: leader!.name,
        role: "CREW_LEADER",
        communities: crew.communityIds,
        scope: residentScope,
      },
    },
    {
      id: "owner",
      title: { zh: `业主 · ${home.name}`, en: "Owner" },
      description: {
        zh: "查看自己反映过的事项办到哪一步,给已办结的打分。",
        en: "Follow what you reported, and rate what was closed.",
      },
      organisations: [{ id: director.id, name: director.name }],
      claims: {
        sub: owner.id,
        name: owner.name,
        role: "OWNER",
        communities: [home.id],
        scope: residentScope,
      },
    },
    {
      id: "committee-member",
      title: { zh: `业委会委员 · ${home.name}`, en: "Owners' committee member" },
      description: {
        zh: "对照物业服务合同的条款和承诺时限,看本小区的诉求处理。",
        en: "Hold the community's cases against the clauses and promises of its service contract.",
      },
      organisations: [{ id: director.id, name: director.name }],
      claims: {
        sub: director.director.personId,
        name: director.director.name,
        role: "COMMITTEE_MEMBER",
        communities: [home.id],
        scope: residentScope,
      },
    },
    {
      id: "app",
      title: { zh: "第三方应用 · 澄溪便民地图", en: "Third-party app" },
      description: {
        zh: "只读公开数据:小区、物业、合同和统计,看不到任何居民信息。",
        en: "Read what is public: communities, firms, contracts and counts, and nobody's identity.",
      },
      organisations: [{ id: appId, name: "澄溪便民地图" }],
      claims: { sub: appId, name: "澄溪便民地图", role: "APP", scope: "public:read" },
    },
    expert(
      "second-expert",
      "f16",
      "与另一位专家同时应答同一求助:只有一份会被接受,住址只对被接受者公开。",
      "Answer the same request as another expert: one offer wins, and only its expert sees the address.",
    ),
    gridWorker(
      "other-grid-worker",
      look.grid(look.community("WHMD")),
      "您负责另一个网格:TS-2026-0502 对您不可见,TS-2026-0506(拒用平台的回函)由您跟进。",
      "Another grid: TS-2026-0502 is not yours to see, TS-2026-0506 (the refusal letter) is yours to follow.",
    ),
    firmManager(
      "other-firm-manager",
      [look.firm("f05")],
      "您是另一家物业:不能办理 TS-2026-0502,但可以应答求助。",
      "Another firm: you may not handle TS-2026-0502, but you may answer the call for help.",
    ),
  ];
  return drafts.map(({ organisations, claims, ...draft }) => ({
    id: draft.id,
    name: claims.name,
    title: draft.title,
    description: draft.description,
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    claims: {
      grids: [],
      communities: [],
      ...claims,
      org: organisations[0]!.id,
      orgs: organisations.map((one) => one.id),
    },
  }));
}

/** The personas of the default town; nothing about them depends on the time. */
export const personas: readonly Persona[] = personasOf(createWorld(defaultSeed, new Date(0)));
