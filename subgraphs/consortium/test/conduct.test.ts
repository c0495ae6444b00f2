import { newId } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ConductCase, CreditRecord } from "../src/conduct/conduct-case.entity.js";
import { conductMoves, ConductState, ConductStep } from "../src/conduct/conduct.state.js";
import { firmId, type Fixture, people, type PersonName, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

type Step = `${Exclude<ConductStep, ConductStep.OPEN>}`;

const input: Record<Step, { mutation: string; rest: string; by: PersonName }> = {
  INTERVIEW: {
    mutation: "holdInterview",
    rest: ', interviewWith: "卫经理", record: "承诺三日内修复道闸", rectifyBy: "2026-04-03"',
    by: "secretary",
  },
  CIRCULATE: {
    mutation: "issueCircular",
    rest: ', text: "逾期未修复道闸,现予通报"',
    by: "secretary",
  },
  DEDUCT: {
    mutation: "deductCredit",
    rest: ', points: 5, evidence: "四月三日复查照片"',
    by: "secretary",
  },
  APPEAL: { mutation: "appealDeduction", rest: ', reason: "配件停产,已报备"', by: "manager" },
  UPHOLD: {
    mutation: "decideAppeal",
    rest: ', uphold: true, reason: "未见报备记录"',
    by: "otherSecretary",
  },
  REVOKE: {
    mutation: "decideAppeal",
    rest: ', uphold: false, reason: "报备属实,予以撤销"',
    by: "otherSecretary",
  },
  CLOSE: { mutation: "closeConductCase", rest: ', note: "道闸已修复"', by: "secretary" },
};
const documentOf = (step: Step): string =>
  `mutation ($id: ID!) { ${input[step].mutation}(input: { conductCase: $id${input[step].rest} }) { state steps } }`;

async function take(step: Step, id: string, who: PersonName = input[step].by) {
  const { data, errors } = await fixture.subgraph.ask(people[who], documentOf(step), { id });
  return {
    errors,
    code: errors?.[0]?.extensions["code"],
    state: data?.[input[step].mutation]?.state,
  };
}

const deducted: readonly ConductState[] = [
  ConductState.DEDUCTED,
  ConductState.APPEALED,
  ConductState.UPHELD,
  ConductState.REVOKED,
];

/** A supervision in any state, with the deduction that the state implies. */
async function caseIn(state: ConductState, firm = firmId(1)): Promise<string> {
  const em = fixture.subgraph.orm.em.fork();
  const id = newId("cdt");
  const taken = deducted.includes(state);
  em.create(ConductCase, {
    id,
    number: id,
    firm,
    reason: "车库道闸损坏一年未修",
    state,
    openedAt: new Date(),
    points: taken ? 5 : null,
    deductedByPersonId: taken ? people.secretary.sub : null,
  } as never);
  if (taken) {
    em.create(CreditRecord, {
      id: newId("crd"),
      firmId: firm,
      conductCaseId: id,
      points: 5,
      reason: "车库道闸损坏一年未修",
      evidence: "照片",
      at: new Date(),
      revokedAt: state === ConductState.REVOKED ? new Date() : null,
    });
  }
  await em.flush();
  return id;
}
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(ConductCase, id);

const open = `mutation ($firm: ID!, $reason: String! = "车库道闸损坏一年未修", $complaint: ID) {
  openConductCase(input: { firm: $firm, reason: $reason, complaint: $complaint, rectifyBy: "2026-04-01" }) {
    id number state rectifyBy firm { standing } complaint { id } } }`;

describe.each(Object.keys(conductMoves) as Step[])("%s", (step) => {
  const { from, to } = conductMoves[step];

  it.each(Object.values(ConductState))(
    "from %s goes as the order of sanctions allows",
    async (state) => {
      const id = await caseIn(state);
      const before = await stored(id);
      const { code, state: reached } = await take(step, id);
      if (from.includes(state)) {
        expect([code, reached, (await stored(id)).state]).toEqual([undefined, to, to]);
      } else {
        expect(code).toBe("ILLEGAL_TRANSITION");
        expect(await stored(id)).toEqual(before);
      }
    },
  );

  it("is refused to everybody else and changes nothing", async () => {
    const id = await caseIn(from[0]!);
    const before = await stored(id);
    const others = (
      [
        "manager",
        "secretary",
        "helper",
        "expert",
        "service",
        "gridWorker",
        "committee",
        "owner",
        "app",
      ] as const
    ).filter((who) => people[who].role !== people[input[step].by].role || who === "helper");
    for (const who of others)
      expect([who, (await take(step, id, who)).code]).toEqual([who, "FORBIDDEN"]);
    const { errors } = await fixture.subgraph.ask(
      { ...people[input[step].by], scope: "case:read" },
      documentOf(step),
      { id },
    );
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(await stored(id)).toEqual(before);
  });
});

describe("a supervision", () => {
  it("goes from the interview by the circular to the deduction, all of it on record", async () => {
    const firm = firmId(7);
    const complaint = fixture.knowCase();
    const opened = await fixture.subgraph.ask(people.secretary, open, { firm, complaint });
    expect(opened.errors).toBeUndefined();
    const { id, ...rest } = opened.data!["openConductCase"];
    expect(rest).toMatchObject({
      number: expect.stringMatching(/^DB-\d{4}-\d{3,}$/),
      state: "OPENED",
      rectifyBy: "2026-04-01",
      firm: { standing: "WATCHED" },
      complaint: { id: complaint },
    });
    for (const step of ["INTERVIEW", "CIRCULATE", "DEDUCT"] as const) await take(step, id);
    const manager = { ...people.manager, org: firm };
    const whole = `query ($id: ID!) { conductCase(id: $id) { interviewWith interviewRecord rectifyBy circular points evidence steps
      history { step by organisation note } firm { creditScore creditRecords { points evidence revokedAt } } } }`;
    const { data, errors } = await fixture.subgraph.ask(manager, whole, { id });
    expect(errors).toBeUndefined();
    expect(data!["conductCase"]).toMatchObject({
      interviewWith: "卫经理",
      interviewRecord: "承诺三日内修复道闸",
      rectifyBy: "2026-04-03",
      circular: "逾期未修复道闸,现予通报",
      points: 5,
      evidence: "四月三日复查照片",
      steps: ["APPEAL"],
      firm: {
        creditScore: 95,
        creditRecords: [{ points: 5, evidence: "四月三日复查照片", revokedAt: null }],
      },
    });
    expect(data!["conductCase"].history.map((entry: any) => [entry.step, entry.by])).toEqual([
      ["OPEN", "秦秘书"],
      ["INTERVIEW", "秦秘书"],
      ["CIRCULATE", "秦秘书"],
      ["DEDUCT", "秦秘书"],
    ]);
  });

  it("takes no credit without the interview and the circular, and no circular without the interview", async () => {
    for (const [step, state] of [
      ["DEDUCT", "OPENED"],
      ["DEDUCT", "INTERVIEWED"],
      ["CIRCULATE", "OPENED"],
      ["DEDUCT", "CLOSED"],
    ] as const) {
      const id = await caseIn(ConductState[state]);
      expect([step, state, (await take(step, id)).code]).toEqual([
        step,
        state,
        "ILLEGAL_TRANSITION",
      ]);
      expect((await stored(id)).points).toBeNull();
    }
  });

  it("gives the credit back when an appeal is granted, and is not appealed twice", async () => {
    const firm = firmId(8);
    const id = await caseIn(ConductState.DEDUCTED, firm);
    const manager = { ...people.manager, org: firm };
    const score = async () =>
      (
        await fixture.subgraph.ask(
          manager,
          "query ($id: ID!) { propertyFirm(id: $id) { creditScore } }",
          { id: firm },
        )
      ).data!["propertyFirm"].creditScore;
    expect(await score()).toBe(95);
    expect(
      (await fixture.subgraph.ask(manager, documentOf("APPEAL"), { id })).errors,
    ).toBeUndefined();
    expect(await score()).toBe(95);
    await take("REVOKE", id);
    expect(await score()).toBe(100);
    const again = await fixture.subgraph.ask(manager, documentOf("APPEAL"), { id });
    expect(again.errors?.[0]?.extensions["code"]).toBe("ILLEGAL_TRANSITION");
  });

  it("is not judged by who took the credit", async () => {
    const id = await caseIn(ConductState.APPEALED);
    expect((await take("REVOKE", id, "secretary")).code).toBe("FORBIDDEN");
    expect((await stored(id)).state).toBe("APPEALED");
  });

  it("takes credit once, of two who take it at the same time", async () => {
    const id = await caseIn(ConductState.CIRCULATED);
    const codes = await Promise.all([take("DEDUCT", id), take("DEDUCT", id, "otherSecretary")]);
    expect(new Set(codes.map(({ code }) => code))).toEqual(
      new Set(["ILLEGAL_TRANSITION", undefined]),
    );
    expect(await fixture.subgraph.orm.em.fork().count(CreditRecord, { conductCaseId: id })).toBe(1);
  });

  it("keeps its firm under watch until the last one is closed", async () => {
    const firm = firmId(9);
    const openOne = async () =>
      (await fixture.subgraph.ask(people.secretary, open, { firm })).data!["openConductCase"].id;
    const [first, second] = [await openOne(), await openOne()];
    const standing = async () =>
      (
        await fixture.subgraph.ask(
          people.app,
          "query ($id: ID!) { propertyFirm(id: $id) { standing } }",
          { id: firm },
        )
      ).data!["propertyFirm"].standing;
    await take("CLOSE", first);
    expect(await standing()).toBe("WATCHED");
    await take("CLOSE", second);
    expect(await standing()).toBe("GOOD");
  });

  it.each([
    ["a firm that is none", { firm: "firm_01ARZ3NDEKTSV4RRFFQ69G5F98" }, "NOT_FOUND"],
    ["an id of another type", { firm: "mem_01ARZ3NDEKTSV4RRFFQ69G5F01" }, "INVALID_ID"],
    ["a reason that is none", { firm: firmId(1), reason: "无" }, "INVALID_INPUT"],
    [
      "a reason that tells somebody's phone",
      { firm: firmId(1), reason: "住户 13812345678 多次投诉" },
      "INVALID_INPUT",
    ],
  ])("is not opened for %s", async (_what, variables, code) => {
    expect(await fixture.code("secretary", open, variables)).toBe(code);
  });

  it.each(["manager", "service", "gridWorker", "committee", "owner", "app"] as const)(
    "is not opened by %s",
    async (who) => {
      expect(await fixture.code(who, open, { firm: firmId(1) })).toBe("FORBIDDEN");
    },
  );

  it("is seen by the secretariat and by its firm, live too; by nobody else", async () => {
    const id = await caseIn(ConductState.OPENED);
    const one = "query ($id: ID!) { conductCase(id: $id) { id } }";
    const list = "{ conductCases(first: 100) { edges { node { firm { id } } } } }";
    for (const who of ["secretary", "manager"] as const)
      expect(await fixture.code(who, one, { id })).toBeUndefined();
    for (const who of [
      "helper",
      "expert",
      "service",
      "gridWorker",
      "committee",
      "owner",
      "app",
    ] as const)
      expect(await fixture.code(who, one, { id })).toBe("FORBIDDEN");
    for (const who of ["expert", "gridWorker", "owner", "app"] as const)
      expect(await fixture.code(who, list)).toBe("FORBIDDEN");
    const { data } = await fixture.subgraph.ask(people.manager, list);
    expect(new Set(data!["conductCases"].edges.map(({ node }: any) => node.firm.id))).toEqual(
      new Set([firmId(1)]),
    );

    const streams = await Promise.all(
      (["manager", "helper"] as const).map((who) =>
        watch(
          fixture.subgraph,
          people[who],
          'subscription { conductCaseChanged(after: "0-0") { step conductCase { id firm { id } } } }',
        ),
      ),
    );
    const [mine, theirs] = streams.map((stream) => stream.next());
    await take("INTERVIEW", id);
    const theirCase = await caseIn(ConductState.OPENED, firmId(2));
    await take("INTERVIEW", theirCase);
    expect((await mine).conductCase.firm.id).toBe(firmId(1));
    expect(await theirs).toEqual({
      step: "INTERVIEW",
      conductCase: { id: theirCase, firm: { id: firmId(2) } },
    });
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it("tells all who work together of its circular, and of nothing else", async () => {
    const id = await caseIn(ConductState.INTERVIEWED, firmId(5));
    await take("CIRCULATE", id);
    const circulars = "{ circulars { edges { node { id text firm { shortName } } } } }";
    for (const who of ["helper", "gridWorker", "committee", "expert"] as const) {
      const { data, errors } = await fixture.subgraph.ask(people[who], circulars);
      expect(errors).toBeUndefined();
      expect(data!["circulars"].edges[0].node).toEqual({
        id,
        text: "逾期未修复道闸,现予通报",
        firm: { shortName: "第5物业" },
      });
    }
    for (const who of ["owner", "cleaner", "app"] as const)
      expect(await fixture.code(who, circulars)).toBe("FORBIDDEN");
  });

  it("shows what a firm has lost to who works on cases, and for what to the firm alone", async () => {
    const query =
      "query ($id: ID!) { propertyFirm(id: $id) { creditScore creditRecords { reason } } }";
    const seen = async (who: PersonName) =>
      (await fixture.subgraph.ask(people[who], query, { id: firmId(1) })).data!["propertyFirm"];
    expect((await seen("manager")).creditRecords.length).toBeGreaterThan(0);
    expect(await seen("gridWorker")).toMatchObject({
      creditScore: expect.any(Number),
      creditRecords: null,
    });
    expect(await seen("app")).toEqual({ creditScore: null, creditRecords: null });
    expect(ConductStep.OPEN).toBe("OPEN");
  });
});
