import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { memberMoves, MemberStanding, MemberStep } from "../src/member/member.entity.js";
import { Member } from "../src/member/member.entity.js";
import { expertId, firmId, type Fixture, memberId, people, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const mutationOf = {
  SUSPEND: "suspendMember",
  REINSTATE: "reinstateMember",
  LEAVE: "endMembership",
};
const step = (name: string) =>
  `mutation ($id: ID!, $reason: String! = "连续两季度未履约") { ${name}(input: { member: $id, reason: $reason }) {
    standing leftOn firm { standing } history { step by organisation note } } }`;

let next = 5;
/** A firm's membership in a standing; a fresh firm each time. */
async function memberIn(standing: MemberStanding): Promise<{ id: string; n: number }> {
  const n = next++;
  await fixture.subgraph.orm.em.fork().nativeUpdate(Member, { id: memberId(n) }, { standing });
  return { id: memberId(n), n };
}
const standingOf = async (id: string) =>
  (await fixture.subgraph.orm.em.fork().findOneOrFail(Member, id)).standing;

describe("the member register", () => {
  it("is public, and lists firms and institutions by name", async () => {
    const admit = `mutation { admitInstitution(input: { name: "阿尔法电梯检测所", skills: [LIFT], hotline: "6800-0101" }) {
      id kind standing skills firm { id } history { step by organisation } } }`;
    const { data, errors } = await fixture.subgraph.ask(people.secretary, admit);
    expect(errors).toBeUndefined();
    expect(data!["admitInstitution"]).toMatchObject({
      kind: "INSTITUTION",
      standing: "ACTIVE",
      skills: ["LIFT"],
      firm: null,
      history: [{ step: "ADMIT", by: "秦秘书", organisation: "联合体秘书处" }],
    });
    const list = `query ($kind: MemberKind) { members(first: 100, kind: $kind) { edges { node { name firm { id membership { kind } } } } } }`;
    const named = async (kind: string | null) =>
      (await fixture.subgraph.ask(people.app, list, { kind })).data!["members"].edges.map(
        ({ node }: any) => node,
      );
    expect(await named("INSTITUTION")).toEqual([{ name: "阿尔法电梯检测所", firm: null }]);
    const firms = await named("FIRM");
    expect(firms).toHaveLength(22);
    expect(firms[0].firm.membership).toEqual({ kind: "FIRM" });
    expect(await named(null)).toHaveLength(23);
  });

  it("is refused to a token that may read nothing", async () => {
    const nobody = { ...people.app, scope: "" };
    for (const query of [
      "{ members { edges { node { id } } } }",
      `{ member(id: "${memberId(1)}") { id } }`,
    ]) {
      const { errors } = await fixture.subgraph.ask(nobody, query);
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    const stream = await watch(
      fixture.subgraph,
      nobody,
      "subscription { memberChanged { cursor } }",
    );
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    await stream.close();
  });

  it.each([
    "manager",
    "expert",
    "service",
    "gridWorker",
    "committee",
    "owner",
    "cleaner",
    "app",
  ] as const)("is kept by nobody but the secretariat, so not by %s", async (who) => {
    for (const name of Object.values(mutationOf)) {
      expect(await fixture.code(who, step(name), { id: memberId(4) })).toBe("FORBIDDEN");
    }
    const admit =
      'mutation { admitInstitution(input: { name: "某所", skills: [], hotline: "6800" }) { id } }';
    expect(await fixture.code(who, admit)).toBe("FORBIDDEN");
    expect(await standingOf(memberId(4))).toBe("ACTIVE");
  });

  it("tells everybody of a change as it happens", async () => {
    const { id } = await memberIn(MemberStanding.ACTIVE);
    const stream = await watch(
      fixture.subgraph,
      people.app,
      'subscription ($id: ID) { memberChanged(id: $id, after: "0-0") { step member { id standing } } }',
      { id },
    );
    const heard = stream.next();
    await fixture.subgraph.ask(people.secretary, step("suspendMember"), { id });
    expect(await heard).toEqual({ step: "SUSPEND", member: { id, standing: "SUSPENDED" } });
    await stream.close();
  });
});

describe.each(Object.keys(memberMoves) as (keyof typeof memberMoves)[])("%s", (name) => {
  const { from, to } = memberMoves[name];
  it.each(Object.values(MemberStanding))(
    "from %s goes as the register allows",
    async (standing) => {
      const { id, n } = await memberIn(standing);
      const { data, errors } = await fixture.subgraph.ask(
        people.secretary,
        step(mutationOf[name]),
        {
          id,
        },
      );
      if (!from.includes(standing)) {
        expect(errors?.[0]?.extensions).toMatchObject({
          code: "ILLEGAL_TRANSITION",
          state: standing,
        });
        expect(await standingOf(id)).toBe(standing);
        return;
      }
      expect(errors).toBeUndefined();
      expect(data![mutationOf[name]]).toMatchObject({
        standing: to,
        firm: { standing: to === "ACTIVE" ? "GOOD" : "SUSPENDED" },
        history: [{ step: name, by: "秦秘书", note: "连续两季度未履约" }],
      });
      expect(data![mutationOf[name]].leftOn === null).toBe(name !== MemberStep.LEAVE);
      expect(n).toBeGreaterThan(4);
    },
  );
});

describe("a member whose membership rests", () => {
  it("neither offers help nor is sent", async () => {
    await fixture.subgraph.orm.em
      .fork()
      .nativeUpdate(Member, { id: memberId(2) }, { standing: MemberStanding.SUSPENDED });
    const id = await fixture.request(HelpRequestState.BROADCAST);
    const offer = `mutation ($id: ID!) { offerHelp(input: { helpRequest: $id, expert: "${expertId(2)}", costFen: 0,
      earliestArrival: "2999-01-01T00:00:00Z" }) { id } }`;
    expect(await fixture.code("helper", offer, { id })).toBe("CONFLICT");
    const direct = `mutation ($id: ID!) { directExpert(input: { helpRequest: $id, expert: "${expertId(2)}" }) { id } }`;
    expect(await fixture.code("secretary", direct, { id })).toBe("CONFLICT");
    expect((await fixture.stored(id)).state).toBe("BROADCAST");
    expect(firmId(2)).toBe(people.helper.org);
  });

  it.each([
    ["an id of another type", firmId(3), "好理由", "INVALID_ID"],
    ["an unknown member", "mem_01ARZ3NDEKTSV4RRFFQ69G5F98", "好理由", "NOT_FOUND"],
    ["no reason", memberId(3), "", "INVALID_INPUT"],
  ])("is not made by %s", async (_what, id, reason, code) => {
    expect(await fixture.code("secretary", step("suspendMember"), { id, reason })).toBe(code);
  });
});
