import { ComplaintState } from "@hutong/kit";
import { statementsOf } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Complaint } from "../src/complaint/complaint.entity.js";
import { bigrams, likeness } from "../src/intake/likeness.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const input = {
  community: ids.community,
  title: "电梯门关不上",
  description: "三单元电梯门反复开合",
  category: "LIFT",
  publicPlace: "3号楼3单元",
  place: "3号楼3单元",
  reporterName: "欧阳敏",
  reporterPhone: "13912345678",
};

const apps = {
  openApp: { sub: "app_map", role: "APP", org: "app_map", scope: "case:read case:write" },
  consortium: { sub: "consortium", role: "SERVICE", org: "consortium", scope: "case:write" },
  police: { sub: "police", role: "SERVICE", org: "police", scope: "case:write" },
} as const;
type Who = PersonName | keyof typeof apps;
const claimsOf = (who: Who) => ({ ...people, ...apps })[who];

const report = async (who: Who, wrong: object = {}) => {
  const { data, errors } = await fixture.subgraph.ask(
    claimsOf(who),
    `mutation ($input: ReportComplaintInput!) {
      reportComplaint(input: $input) { id channel grade sourceRef } }`,
    { input: { ...input, ...wrong } },
  );
  return { made: data?.["reportComplaint"], code: errors?.[0]?.extensions["code"] };
};
const count = (): Promise<number> => fixture.subgraph.orm.em.fork().count(Complaint);

describe("the ways a complaint comes in", () => {
  it.each([
    ["owner", "OWNER_PLATFORM"],
    ["gridWorker", "PATROL"],
    ["secretary", "HOTLINE"],
    ["consortium", "HOTLINE"],
    ["openApp", "OPEN311"],
  ] as const)("are %s's own: %s", async (who, channel) => {
    expect((await report(who)).made.channel).toBe(channel);
  });

  it("let the grid and the hotline bring what 12345 transfers, and nobody else", async () => {
    for (const who of ["gridWorker", "secretary"] as const)
      expect((await report(who, { channel: "CITY_HOTLINE" })).made.channel).toBe("CITY_HOTLINE");
    for (const who of ["owner", "openApp", "consortium"] as const)
      expect((await report(who, { channel: "CITY_HOTLINE" })).code).toBe("INVALID_INPUT");
  });

  it("are closed to a service that is no hotline", async () => {
    expect((await report("police")).code).toBe("FORBIDDEN");
  });

  it("take a number of the source once, also when it comes many times at once", async () => {
    const before = await count();
    const sourceRef = "12345-20260302-0007";
    const made = await Promise.all(
      Array.from({ length: 6 }, () => report("gridWorker", { channel: "CITY_HOTLINE", sourceRef })),
    );
    expect(new Set(made.map((one) => one.made?.id)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    expect((await report("gridWorker", { channel: "PATROL", sourceRef })).made.id).not.toBe(
      made[0]!.made.id,
    );
  });

  it("do not tell of a number that is somebody else's case", async () => {
    const sourceRef = "311-1";
    await report("openApp", { sourceRef });
    const { errors } = await fixture.subgraph.ask(
      { ...apps.openApp, sub: "app_other" },
      "mutation ($input: ReportComplaintInput!) { reportComplaint(input: $input) { id } }",
      { input: { ...input, sourceRef } },
    );
    expect(errors?.[0]?.extensions["code"]).toBe("CONFLICT");
  });

  it("let an application follow what it brought, and nothing else", async () => {
    const { made } = await report("openApp");
    const other = await fixture.complain();
    const list = await fixture.subgraph.ask(
      apps.openApp,
      "{ complaints(first: 100) { edges { node { id reporter { masked } } } } }",
    );
    const nodes = list.data!["complaints"].edges.map(({ node }: { node: object }) => node);
    expect(nodes).toContainEqual({ id: made.id, reporter: { masked: true } });
    expect(nodes.map(({ id }: { id: string }) => id)).not.toContain(other);
  });
});

describe("a call that the consortium brings", () => {
  it("keeps its number there, so that nobody but the consortium calls back", async () => {
    const hotline = { ...apps.consortium, scope: "case:read case:write" };
    const { made, code } = await report("consortium", { reporterPhone: "139****5678" });
    expect(code).toBeUndefined();
    const callBack = `mutation ($id: ID!) {
      callBackComplaint(input: { complaint: $id, satisfied: true }) { state satisfied } }`;
    const called = async (claims: object, id: string) => {
      const em = fixture.subgraph.orm.em.fork();
      await em.nativeUpdate(Complaint, { id }, { state: ComplaintState.VERIFIED });
      return fixture.subgraph.ask(claims, callBack, { id });
    };
    for (const [claims, id] of [
      [hotline, await fixture.complain()],
      [{ ...apps.police, scope: hotline.scope }, made.id],
      [apps.openApp, made.id],
    ] as const)
      expect((await called(claims, id)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect((await called(hotline, made.id)).data?.["callBackComplaint"]).toEqual({
      state: "CALLED_BACK",
      satisfied: true,
    });
  });
});

describe("grading", () => {
  it.each([
    ["an ordinary matter", { category: "NOISE" }, "MINOR"],
    ["a lift", {}, "URGENT"],
    ["somebody locked in a lift", { description: "电梯困人,快来" }, "EMERGENCY"],
    ["fire, whatever it is filed under", { category: "NOISE", description: "冒烟了" }, "EMERGENCY"],
    ["a facade", { category: "FACADE_FALLING" }, "EMERGENCY"],
    ["what the reporter makes graver", { category: "NOISE", grade: "URGENT" }, "URGENT"],
    ["what the reporter makes light of", { grade: "MINOR" }, "URGENT"],
  ])("finds %s", async (_what, wrong, grade) => {
    expect((await report("owner", wrong)).made.grade).toBe(grade);
  });

  it("follows a rule that a leader makes, until it is taken away", async () => {
    const save = (who: PersonName) =>
      fixture.subgraph.ask(
        people[who],
        "mutation ($input: GradingRuleInput!) { saveGradingRule(input: $input) { id } }",
        { input: { category: "DOGS", words: ["咬人"], grade: "EMERGENCY" } },
      );
    for (const who of ["gridWorker", "secretary", "manager"] as const)
      expect((await save(who)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const { data } = await save("leader");
    const bite = { category: "DOGS", title: "狗咬人" };
    expect((await report("owner", bite)).made.grade).toBe("EMERGENCY");
    expect((await report("owner", { category: "DOGS" })).made.grade).toBe("MINOR");
    const remove = (who: PersonName) =>
      fixture.subgraph.ask(people[who], "mutation ($id: ID!) { removeGradingRule(id: $id) }", {
        id: data?.["saveGradingRule"].id,
      });
    expect((await remove("gridWorker")).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    await remove("leader");
    expect((await report("owner", bite)).made.grade).toBe("MINOR");
  });
});

describe("the settings", () => {
  const save = (who: PersonName, settings: object) =>
    fixture.subgraph.ask(
      people[who],
      `mutation ($input: CaseSettingsInput!) {
        changeCaseSettings(input: $input) { duplicateDays respondHoursWorkday } }`,
      { input: settings },
    );

  it("are a leader's to change, one by one and within reason", async () => {
    expect((await save("gridWorker", { duplicateDays: 5 })).errors?.[0]?.extensions["code"]).toBe(
      "FORBIDDEN",
    );
    expect((await save("leader", { duplicateDays: 0 })).errors?.[0]?.extensions["code"]).toBe(
      "INVALID_INPUT",
    );
    expect((await save("leader", { duplicateDays: 9 })).data?.["changeCaseSettings"]).toEqual({
      duplicateDays: 9,
      respondHoursWorkday: 2,
    });
  });
});

describe("looking for duplicates", () => {
  it("measures likeness by pairs of characters", () => {
    const of = (a: string, b: string) => likeness(bigrams(a), bigrams(b));
    expect(of("楼道漏水", "楼道漏水")).toBe(1);
    expect(of("楼道漏水", "路灯不亮")).toBe(0);
    expect(of("楼道漏水", "楼道又漏水了")).toBe(0.5);
    expect(of("", "楼道")).toBe(0);
    expect(of("A栋,漏水!", "a栋漏水")).toBe(1);
  });

  const hints = async (who: PersonName, text: string, publicPlace = "9号楼1单元") => {
    const { data } = await fixture.subgraph.ask(
      people[who],
      `query ($input: DuplicateInput!) {
        duplicateHints(input: $input) { percent complaint { id } } }`,
      { input: { community: ids.community, category: "SEWAGE", text, publicPlace } },
    );
    return data!["duplicateHints"].map(
      ({ complaint }: { complaint: { id: string } }) => complaint.id,
    );
  };

  it("finds the like of the same community, category and days, likest first", async () => {
    const now = new Date();
    const like = {
      title: "污水管返水",
      description: "一楼污水管返水到阳台",
      category: "SEWAGE",
      publicPlace: "9号楼1单元",
      reportedAt: now,
    };
    const same = await fixture.complain(undefined, like);
    const alike = await fixture.complain(undefined, { ...like, publicPlace: "2号楼" });
    for (const other of [
      { reportedAt: new Date(now.getTime() - 30 * 86_400_000) },
      { category: "NOISE" },
      { community: ids.thirdCommunity },
      { state: "CLOSED" },
      { title: "井盖松动", description: "东门井盖", publicPlace: "东门" },
    ])
      await fixture.complain(undefined, { ...like, ...other });
    expect(await hints("gridWorker", "一楼阳台污水管返水")).toEqual([same, alike]);
    // Of other people's cases a resident learns nothing.
    expect(await hints("otherOwner", "一楼阳台污水管返水")).toEqual([]);
    const { data } = await fixture.subgraph.ask(
      people.gridWorker,
      "query ($id: ID!) { complaint(id: $id) { duplicates { complaint { id } } } }",
      { id: same },
    );
    expect(data?.["complaint"].duplicates).toEqual([{ complaint: { id: alike } }]);
  });

  it("looks for those of all cases of a list at once", async () => {
    const like = {
      title: "道闸不抬",
      description: "车库道闸不抬杆",
      publicPlace: "车库",
      reportedAt: new Date(),
    };
    const pairs: string[] = [];
    for (const [community, category] of [
      [ids.community, "GARAGE_BARRIER"],
      [ids.community, "FACILITY_DAMAGE"],
      [ids.thirdCommunity, "GARAGE_BARRIER"],
    ] as const)
      for (let n = 0; n < 2; n++)
        pairs.push(await fixture.complain(undefined, { ...like, community, category }));
    const statements = await statementsOf(fixture.subgraph.orm, async () => {
      const { data } = await fixture.subgraph.ask(
        people.secretary,
        `query ($these: [_Any!]!) { _entities(representations: $these) {
          ... on Complaint { duplicates { percent complaint { id } } } } }`,
        { these: pairs.map((id) => ({ __typename: "Complaint", id })) },
      );
      expect(data?.["_entities"].map((one: any) => one.duplicates)).toEqual(
        pairs.map((_id, n) => [{ percent: 100, complaint: { id: pairs[n ^ 1] } }]),
      );
    });
    // The cases themselves, the settings, which ones are near, and these.
    expect(statements.length).toBeLessThanOrEqual(5);
  });
});
