import { newId } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Member, MemberStanding } from "../src/member/member.entity.js";
import { Takeover, TakeoverCandidate } from "../src/takeover/takeover.entity.js";
import { takeoverMoves, TakeoverState } from "../src/takeover/takeover.state.js";
import {
  firmId,
  type Fixture,
  ids,
  memberId,
  people,
  type PersonName,
  startConsortium,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

let towns = 10;
/** A community of its own for each takeover: one search at a time. */
const newCommunity = (): string =>
  `cty_01ARZ3NDEKTSV4RRFFQ69G${(towns++).toString().padStart(4, "0")}`;

type Step = keyof typeof takeoverMoves;
const input: Record<Step, { mutation: string; rest: string; by: PersonName }> = {
  CONSULT: { mutation: "consultOnTakeover", rest: "", by: "secretary" },
  RECOMMEND: { mutation: "recommendFirm", rest: `, firm: "${firmId(2)}"`, by: "secretary" },
  DECIDE: { mutation: "decideTakeover", rest: ", approve: true", by: "committee" },
  DECLINE: { mutation: "decideTakeover", rest: ", approve: false", by: "committee" },
  HAND_OVER: { mutation: "handOverTakeover", rest: ', on: "2026-05-01"', by: "secretary" },
};
const documentOf = (step: Step): string =>
  `mutation ($id: ID!, $text: String! = "已按程序办理") { ${input[step].mutation}(input: { takeover: $id, text: $text${input[step].rest} }) {
    state firm { id } handOverOn } }`;
const declare =
  'mutation ($id: ID!) { declareWilling(input: { takeover: $id, text: "同片区有三个项目" }) { candidates { firm { id } statement } } }';
const request =
  'mutation ($community: ID!) { requestTakeover(input: { community: $community, reason: "合同到期企业退出,业委会辞职" }) { id number state } }';

async function takeoverIn(state: TakeoverState, community = newCommunity()): Promise<string> {
  const em = fixture.subgraph.orm.em.fork();
  const id = newId("tko");
  em.create(Takeover, {
    id,
    number: id,
    communityId: community,
    reason: "合同到期",
    state,
    requestedAt: new Date(),
    firmId: ["RECOMMENDED", "DECIDED", "HANDED_OVER"].includes(state) ? firmId(2) : null,
  } as never);
  await em.flush();
  em.create(TakeoverCandidate, {
    id: newId("tkc"),
    takeoverId: id,
    firmId: firmId(2),
    statement: "同片区有三个项目",
    at: new Date(),
  });
  await em.flush();
  return id;
}
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(Takeover, id);

/** Somebody of the community that a takeover is about, or as they are. */
async function as(who: PersonName, id: string) {
  const { communityId } = await stored(id);
  return { ...people[who], communities: [communityId] };
}
async function take(step: Step, id: string, who: PersonName = input[step].by, more = {}) {
  const { data, errors } = await fixture.subgraph.ask(await as(who, id), documentOf(step), {
    id,
    ...more,
  });
  return { data: data?.[input[step].mutation], code: errors?.[0]?.extensions["code"] };
}

describe.each(Object.keys(takeoverMoves) as Step[])("%s", (step) => {
  const { from, to } = takeoverMoves[step];
  it.each(Object.values(TakeoverState))("from %s goes as the order allows", async (state) => {
    const id = await takeoverIn(state);
    const before = await stored(id);
    const { code } = await take(step, id);
    if (from.includes(state)) {
      expect([code, (await stored(id)).state]).toEqual([undefined, to]);
    } else {
      expect(code).toBe("ILLEGAL_TRANSITION");
      expect(await stored(id)).toEqual(before);
    }
  });

  it("is refused to everybody else and changes nothing", async () => {
    const id = await takeoverIn(from[0]!);
    const before = await stored(id);
    for (const who of [
      "secretary",
      "committee",
      "manager",
      "expert",
      "service",
      "gridWorker",
      "owner",
      "app",
    ] as const) {
      if (who === input[step].by) continue;
      expect([who, (await take(step, id, who)).code]).toEqual([who, "FORBIDDEN"]);
    }
    const reading = { ...(await as(input[step].by, id)), scope: "case:read" };
    const { errors } = await fixture.subgraph.ask(reading, documentOf(step), { id });
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(await stored(id)).toEqual(before);
  });
});

describe("a takeover", () => {
  it("goes from the request to the hand-over, by who has the say at each step, and is followed live", async () => {
    const community = newCommunity();
    const committee = { ...people.committee, communities: [community] };
    const requested = await fixture.subgraph.ask(committee, request, { community });
    expect(requested.errors).toBeUndefined();
    const { id, number } = requested.data!["requestTakeover"];
    expect(number).toMatch(/^JG-\d{4}-\d{3,}$/);
    const stream = await watch(
      fixture.subgraph,
      people.service,
      `subscription ($id: ID) { takeoverChanged(id: $id, after: "0-0") { step takeover { community { id } firm { id } handOverOn } } }`,
      { id },
    );
    const willing = await fixture.subgraph.ask(people.helper, declare, { id });
    expect(willing.data!["declareWilling"].candidates).toEqual([
      { firm: { id: firmId(2) }, statement: "同片区有三个项目" },
    ]);
    expect((await take("CONSULT", id)).code).toBeUndefined();
    expect((await take("RECOMMEND", id)).data.firm.id).toBe(firmId(2));
    expect((await take("DECIDE", id)).data.state).toBe("DECIDED");
    const manager = await fixture.subgraph.ask(people.helper, documentOf("HAND_OVER"), { id });
    expect(manager.data!["handOverTakeover"]).toMatchObject({
      state: "HANDED_OVER",
      handOverOn: "2026-05-01",
    });
    const heard = [];
    for (let i = 0; i < 6; i++) heard.push(await stream.next());
    await stream.close();
    expect(heard.map(({ step }) => step)).toEqual([
      "REQUEST",
      "DECLARE",
      "CONSULT",
      "RECOMMEND",
      "DECIDE",
      "HAND_OVER",
    ]);
    expect(heard.at(-1)!.takeover).toEqual({
      community: { id: community },
      firm: { id: firmId(2) },
      handOverOn: "2026-05-01",
    });
    // It is over, so another search may begin.
    expect((await fixture.subgraph.ask(committee, request, { community })).errors).toBeUndefined();
  });

  it("recommends nobody who is not both willing and a member in force", async () => {
    const id = await takeoverIn(TakeoverState.CONSULTED);
    const recommend = (firm: string) =>
      fixture.code(
        "secretary",
        `mutation ($id: ID!, $firm: ID!) { recommendFirm(input: { takeover: $id, text: "力量充足,可以接管", firm: $firm }) { id } }`,
        { id, firm },
      );
    expect(await recommend(firmId(3))).toBe("CONFLICT");
    const em = fixture.subgraph.orm.em.fork();
    await em.nativeUpdate(Member, { id: memberId(2) }, { standing: MemberStanding.SUSPENDED });
    expect(await recommend(firmId(2))).toBe("CONFLICT");
    expect(await fixture.code("helper", declare, { id })).toBe("CONFLICT");
    await em.nativeUpdate(Member, { id: memberId(2) }, { standing: MemberStanding.ACTIVE });
    expect(await recommend(memberId(2))).toBe("INVALID_ID");
    expect((await stored(id)).state).toBe("CONSULTED");
  });

  it("hands over nothing that the owners have not decided, and they decide nothing not recommended", async () => {
    for (const [step, state] of [
      ["HAND_OVER", "REQUESTED"],
      ["HAND_OVER", "RECOMMENDED"],
      ["DECIDE", "CONSULTED"],
      ["RECOMMEND", "REQUESTED"],
    ] as const) {
      const id = await takeoverIn(TakeoverState[state]);
      expect([step, state, (await take(step, id)).code]).toEqual([
        step,
        state,
        "ILLEGAL_TRANSITION",
      ]);
    }
  });

  it("looks for another firm when the owners decline one", async () => {
    const id = await takeoverIn(TakeoverState.RECOMMENDED);
    await take("DECLINE", id);
    expect(await stored(id)).toMatchObject({ state: "CONSULTED", firmId: null });
    expect(await fixture.code("rival", declare, { id })).toBeUndefined();
  });

  it("is not declared for by anybody but a firm, nor once a firm is found", async () => {
    const id = await takeoverIn(TakeoverState.CONSULTED);
    for (const who of [
      "secretary",
      "committee",
      "gridWorker",
      "expert",
      "service",
      "owner",
    ] as const)
      expect(
        (await fixture.subgraph.ask(await as(who, id), declare, { id })).errors?.[0]?.extensions[
          "code"
        ],
      ).toBe("FORBIDDEN");
    const found = await takeoverIn(TakeoverState.RECOMMENDED);
    expect(await fixture.code("rival", declare, { id: found })).toBe("ILLEGAL_TRANSITION");
  });

  it("is asked for by its own community or the secretariat, once at a time", async () => {
    const community = newCommunity();
    const of = (who: PersonName, communities = [community]) =>
      fixture.subgraph.ask({ ...people[who], communities }, request, { community });
    for (const who of ["owner", "manager", "expert", "service", "cleaner", "app"] as const)
      expect((await of(who)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    for (const who of ["committee", "gridWorker"] as const)
      expect((await of(who, [ids.otherCommunity])).errors?.[0]?.extensions["code"]).toBe(
        "FORBIDDEN",
      );
    const answers = await Promise.all([of("committee"), of("gridWorker"), of("secretary")]);
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(new Set(answers.map(({ errors }) => errors?.[0]?.extensions["code"]))).toEqual(
      new Set([undefined, "CONFLICT"]),
    );
  });

  it("is seen by the firms, the other parties and its own community alone", async () => {
    const id = await takeoverIn(TakeoverState.CONSULTED);
    const one = "query ($id: ID!) { takeover(id: $id) { id } }";
    const list = "{ takeovers(first: 100) { edges { node { id } } } }";
    const seen = async (claims: object) => {
      const { data } = await fixture.subgraph.ask(claims, list);
      return data!["takeovers"].edges.some(({ node }: any) => node.id === id);
    };
    for (const who of ["committee", "gridWorker", "owner"] as const) {
      expect((await fixture.subgraph.ask(await as(who, id), one, { id })).errors).toBeUndefined();
      expect(await fixture.code(who, one, { id })).toBe("FORBIDDEN");
      expect([await seen(await as(who, id)), await seen(people[who])]).toEqual([true, false]);
    }
    for (const who of ["rival", "service", "secretary"] as const)
      expect(await fixture.code(who, one, { id })).toBeUndefined();
    for (const who of ["expert", "cleaner", "app"] as const)
      expect(await fixture.code(who, one, { id })).toBe("FORBIDDEN");
    const { communityId } = await stored(id);
    const ofCommunity = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { takeovers { id } } } }`;
    const variables = { r: [{ __typename: "Community", id: communityId }] };
    const entity = await fixture.subgraph.ask(people.rival, ofCommunity, variables);
    expect(entity.data!["_entities"]).toEqual([{ takeovers: [{ id }] }]);
    const stranger = await fixture.subgraph.ask(people.committee, ofCommunity, variables);
    expect(stranger.data!["_entities"]).toEqual([{ takeovers: [] }]);
  });
});
