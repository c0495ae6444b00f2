import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequest } from "../src/help-request/help-request.entity.js";
import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { firmId, type Fixture, people, type PersonName, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const ask = `mutation ($input: AskAllFirmsInput!) { askAllFirms(input: $input) {
  id number state askedByName askingFirm { id } community { id } category skills deadlineAt clocks { kind state } offerCount steps } }`;
const summary = "楼道墙面潮湿,关阀后仍有流水声,打压正常,查不出漏点";
const inputFor = (complaint: string, rest: Record<string, unknown> = {}) => ({
  input: { complaint, summary, skills: ["PIPES"], ...rest },
});
const count = (): Promise<number> => fixture.subgraph.orm.em.fork().count(HelpRequest);

describe("asking all firms", () => {
  it.each(["manager", "secretary"] as const)(
    "is allowed to %s, in the firm's name",
    async (who) => {
      const { data, errors } = await fixture.subgraph.ask(
        people[who],
        ask,
        inputFor(fixture.knowCase()),
      );
      expect(errors).toBeUndefined();
      expect(data?.["askAllFirms"]).toMatchObject({
        number: expect.stringMatching(/^HZ-\d{4}-\d{3,}$/),
        state: "BROADCAST",
        askedByName: people[who].name,
        askingFirm: { id: firmId(1) },
        category: "WATER_LEAK",
        skills: ["PIPES"],
        clocks: [{ kind: "HELP_OFFER", state: "RUNNING" }],
        offerCount: 0,
      });
    },
  );

  it.each([
    "helper",
    "colleague",
    "expert",
    "gridWorker",
    "committee",
    "owner",
    "cleaner",
    "app",
    "service",
  ] as const)("is refused to %s", async (who) => {
    const before = await count();
    expect(await fixture.code(who, ask, inputFor(fixture.knowCase()))).toBe("FORBIDDEN");
    expect(await count()).toBe(before);
  });

  it("is refused to a token that may only read", async () => {
    const { errors } = await fixture.subgraph.ask(
      { ...people.manager, scope: "case:read" },
      ask,
      inputFor(fixture.knowCase()),
    );
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it.each(["DISPATCHED", "RESPONDED", "IN_PROGRESS"])(
    "is possible while the case is %s",
    async (state) => {
      expect(
        await fixture.code("manager", ask, inputFor(fixture.knowCase({ state }))),
      ).toBeUndefined();
    },
  );

  it.each(["RECEIVED", "FILED", "RESOLVED", "VERIFIED", "CLOSED", "SUSPENDED", "RETURNED"])(
    "is refused while the case is %s",
    async (state) => {
      const before = await count();
      const { errors } = await fixture.subgraph.ask(
        people.manager,
        ask,
        inputFor(fixture.knowCase({ state })),
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: "ILLEGAL_TRANSITION", state });
      expect(await count()).toBe(before);
    },
  );

  it("is refused while another request for the case is open, and possible after it", async () => {
    const id = fixture.knowCase();
    const { data } = await fixture.subgraph.ask(people.manager, ask, inputFor(id));
    expect(await fixture.code("secretary", ask, inputFor(id))).toBe("CONFLICT");
    const withdraw =
      'mutation ($id: ID!) { withdrawHelpRequest(input: { helpRequest: $id, reason: "自行解决" }) { state } }';
    expect(
      await fixture.code("manager", withdraw, { id: data?.["askAllFirms"].id }),
    ).toBeUndefined();
    expect(await fixture.code("secretary", ask, inputFor(id))).toBeUndefined();
  });

  it("lets one of ten simultaneous calls through", async () => {
    const id = fixture.knowCase();
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => fixture.code("manager", ask, inputFor(id))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(9);
    expect(await fixture.subgraph.orm.em.fork().count(HelpRequest, { complaintId: id })).toBe(1);
  });

  it("is refused for a case without a firm", async () => {
    expect(await fixture.code("secretary", ask, inputFor(fixture.knowCase({ firm: null })))).toBe(
      "INVALID_INPUT",
    );
  });

  it.each([
    ["an unknown case", { complaint: "cmp_01ARZ3NDEKTSV4RRFFQ69G5F97" }, "NOT_FOUND"],
    ["an id of another type", { complaint: firmId(1) }, "INVALID_ID"],
    ["a summary too short", { summary: "漏水" }, "INVALID_INPUT"],
    ["a summary too long", { summary: "很".repeat(501) }, "INVALID_INPUT"],
    ["a skill twice", { skills: ["PIPES", "PIPES"] }, "INVALID_INPUT"],
    ["a skill that is none", { skills: ["COOKING"] }, "BAD_USER_INPUT"],
  ])("refuses %s and stores nothing", async (_what, wrong, code) => {
    const before = await count();
    expect(await fixture.code("manager", ask, inputFor(fixture.knowCase(), wrong))).toBe(code);
    expect(await count()).toBe(before);
  });
});

describe("what goes to all firms", () => {
  it.each([
    "住户电话13912345678,上门前联系一下",
    "住户电话139-1234-5678,上门前联系",
    "住户电话 139 1234 5678,上门前联系",
    "住户电话１３９１２３４５６７８,上门前联系一下",
    "3号楼601室厨房吊顶渗水,查不出原因",
    "3号楼601 室厨房吊顶渗水,查不出原因",
    "3号楼６０１室厨房吊顶渗水,查不出原因",
    "三号楼六零一室厨房吊顶渗水查不出原因",
    "3号楼2单元601厨房吊顶渗水,查不出原因",
    "3-2-601厨房吊顶渗水,查不出原因",
    "1203号房吊顶渗水,查了两次查不出原因",
  ])("never tells whose home it is: refuses “%s”", async (text) => {
    const before = await count();
    const { errors } = await fixture.subgraph.ask(
      people.manager,
      ask,
      inputFor(fixture.knowCase(), { summary: text }),
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "INVALID_INPUT",
      fields: { summary: expect.any(String) },
    });
    expect(await count()).toBe(before);
  });

  it("never names the reporter, where the firm knows the name", async () => {
    const id = fixture.knowCase({ reporter: { name: "欧阳敏", masked: false } });
    expect(
      await fixture.code(
        "manager",
        ask,
        inputFor(id, { summary: "欧阳敏家厨房吊顶渗水,查不出原因" }),
      ),
    ).toBe("INVALID_INPUT");
  });

  it.each([
    "地下室水泵房2台水泵异响,运行12年,求会诊",
    "三室一厅户型卫生间渗水,关阀24小时仍滴水",
    "2026年3月1日至5日电梯停运4次,换过导靴仍抖动",
    "道闸离地150-200毫米时误触发,换过线圈仍不稳定",
  ])("may say what is wrong: takes “%s”", async (text) => {
    expect(
      await fixture.code("manager", ask, inputFor(fixture.knowCase(), { summary: text })),
    ).toBeUndefined();
  });

  it("keeps phones and rooms out of advice and notes too", async () => {
    const advise = `mutation ($id: ID!, $text: String!) { adviseOnHelpRequest(input: { helpRequest: $id, advice: $text }) { state } }`;
    const arrive = `mutation ($id: ID!, $text: String!) { arriveAsExpert(input: { helpRequest: $id, note: $text }) { state } }`;
    const onSite = await fixture.request(HelpRequestState.ON_SITE);
    expect(await fixture.code("expert", advise, { id: onSite, text: "601室暗埋弯头漏水" })).toBe(
      "INVALID_INPUT",
    );
    expect((await fixture.stored(onSite)).state).toBe("ON_SITE");
    const accepted = await fixture.request(HelpRequestState.ACCEPTED);
    expect(await fixture.code("expert", arrive, { id: accepted, text: "已到601室" })).toBe(
      "INVALID_INPUT",
    );
    expect((await fixture.stored(accepted)).state).toBe("ACCEPTED");
  });
});

describe("a complaint's canAskAllFirms", () => {
  const canAsk = async (who: PersonName, complaint: Record<string, unknown>) => {
    const { data } = await fixture.subgraph.ask(
      people[who],
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { canAskAllFirms helpRequests { id } } } }",
      {
        r: [
          {
            __typename: "Complaint",
            id: fixture.knowCase(),
            state: "IN_PROGRESS",
            responsibleFirm: { id: firmId(1) },
            ...complaint,
          },
        ],
      },
    );
    return data?.["_entities"][0].canAskAllFirms;
  };

  it("is true for the responsible firm and the secretariat while nobody has asked", async () => {
    expect(await canAsk("manager", {})).toBe(true);
    expect(await canAsk("secretary", {})).toBe(true);
    expect(await canAsk("helper", {})).toBe(false);
    expect(await canAsk("gridWorker", {})).toBe(false);
    expect(await canAsk("manager", { state: "CLOSED" })).toBe(false);
    expect(await canAsk("secretary", { responsibleFirm: null })).toBe(false);
    const open = await fixture.stored(await fixture.request(HelpRequestState.OFFERED));
    expect(await canAsk("manager", { id: open.complaintId })).toBe(false);
    const closed = await fixture.stored(await fixture.request(HelpRequestState.CLOSED));
    expect(await canAsk("manager", { id: closed.complaintId })).toBe(true);
  });
});
