import { newId, setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { PlatformAgreement } from "../src/agreement/agreement.entity.js";
import { AgreementState } from "../src/agreement/agreement.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, watchField } from "./fixture.js";
import { monday, propose, setTime, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});
beforeEach(async () => {
  setTime(monday);
  await fixture.subgraph.orm.em.fork().nativeDelete(PlatformAgreement, {});
});

const accept = (who: PersonName, agreement: string) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: AcceptPlatformAgreementInput!) { step: acceptPlatformAgreement(input: $input) {
      id state answeredBy answeredAt letter } }`,
    { input: { agreement } },
  );
const letter = "本司已有日查、月评、年考,服务合同亦无此约定,恕不接入。";
const refuse = (who: PersonName, agreement: string, text = letter) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: RefusePlatformAgreementInput!) { step: refusePlatformAgreement(input: $input) {
      id state answeredBy answeredAt letter } }`,
    { input: { agreement, letter: text } },
  );
async function proposed(terms?: Record<string, unknown>): Promise<string> {
  const { data } = await propose(fixture, terms);
  return data!["proposePlatformAgreement"].id;
}
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(PlatformAgreement, id);

describe("an agreement about the platform", () => {
  it("is proposed by the secretariat and signed by the firm, live for both", async () => {
    const stream = await watchField(
      fixture.subgraph,
      "manager",
      `subscription ($firm: ID!, $after: String) {
        platformAgreementChanged(firm: $firm, after: $after) { kind agreement { id state } } }`,
      { firm: ids.firm },
    );
    const first = stream.next();
    const id = await proposed();
    expect(id).toMatch(/^pag_f07_/);
    expect(await first).toMatchObject({ kind: "PROPOSED", agreement: { id } });
    const { data } = await accept("manager", id);
    expect(data!["step"]).toMatchObject({ state: "ACCEPTED", answeredBy: "卫国强", letter: null });
    expect((await stream.next()).kind).toBe("ACCEPTED");
    await stream.close();
  });

  it("may be refused, with the letter kept", async () => {
    const { data } = await refuse("manager", await proposed());
    expect(data!["step"]).toMatchObject({ state: "REFUSED", answeredBy: "卫国强", letter });
    expect(codeOf(await refuse("manager", await proposed(), "不接"))).toBe("INVALID_INPUT");
  });

  it("expires by the clock, signed or not", async () => {
    const [signed, open] = [
      await proposed({ endsOn: "2026-06-30" }),
      await proposed({ endsOn: "2026-06-30" }),
    ];
    await accept("manager", signed);
    const stream = await watchField(
      fixture.subgraph,
      "secretary",
      `subscription ($firm: ID!, $after: String) {
        platformAgreementChanged(firm: $firm, after: $after) { kind agreement { id } } }`,
      { firm: ids.firm },
    );
    const first = stream.next();
    setTime("2026-07-01T00:00:01+08:00");
    const told = [await first, await stream.next()];
    expect(told.map(({ kind }) => kind)).toEqual(["EXPIRED", "EXPIRED"]);
    expect(new Set(told.map(({ agreement }) => agreement.id))).toEqual(new Set([signed, open]));
    await stream.close();
  });

  it("is one at a time, also when two are signed at once", async () => {
    const pair = [await proposed(), await proposed()];
    const codes = (await Promise.all(pair.map((id) => accept("manager", id)))).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(1);
  });
});

describe("every answer in every state", () => {
  it.each(
    Object.values(AgreementState).flatMap((state) => [
      ["accept", state] as const,
      ["refuse", state] as const,
    ]),
  )("%s when %s", async (step, state) => {
    const em = fixture.subgraph.orm.em.fork();
    const id = await proposed();
    await em.nativeUpdate(PlatformAgreement, { id }, { state });
    const answered = await (step === "accept" ? accept : refuse)("manager", id);
    expect(codeOf(answered)).toBe(state === "PROPOSED" ? undefined : "ILLEGAL_TRANSITION");
    if (state !== "PROPOSED") expect((await stored(id)).state).toBe(state);
  });
});

describe("who may", () => {
  it.each<PersonName>(["manager", "assignee", "owner", "committee", "gridWorker", "otherManager"])(
    "%s does not propose",
    async (who) => {
      expect(codeOf(await propose(fixture, {}, who))).toBe("FORBIDDEN");
    },
  );

  it.each<PersonName>(["otherManager", "secretary", "assignee", "owner", "gridWorker"])(
    "%s neither signs nor refuses for the firm",
    async (who) => {
      const id = await proposed();
      expect(codeOf(await accept(who, id))).toBe("FORBIDDEN");
      expect(codeOf(await refuse(who, id))).toBe("FORBIDDEN");
      expect((await stored(id)).state).toBe("PROPOSED");
    },
  );

  it.each<[PersonName, boolean]>([
    ["manager", true],
    ["assignee", true],
    ["secretary", true],
    ["otherManager", false],
    ["gridWorker", false],
    ["owner", false],
  ])("%s sees it: %s", async (who, sees) => {
    const id = await proposed();
    const list = await fixture.subgraph.ask(
      people[who],
      "{ platformAgreements { edges { node { id } } } }",
    );
    expect(list.data!["platformAgreements"].edges).toHaveLength(sees ? 1 : 0);
    const byKey = await fixture.subgraph.ask(
      people[who],
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on PlatformAgreement { id } } }",
      { r: [{ __typename: "PlatformAgreement", id }] },
    );
    expect(codeOf(byKey)).toBe(sees ? undefined : "FORBIDDEN");
  });

  it.each<[Record<string, unknown>, string]>([
    [{ endsOn: "2026-04-30" }, "INVALID_INPUT"],
    [{ penaltyFen: -1 }, "INVALID_INPUT"],
    [{ firm: newId("firm") }, "NOT_FOUND"],
  ])("nothing is proposed with %j", async (terms, code) => {
    expect(codeOf(await propose(fixture, terms))).toBe(code);
  });
});
