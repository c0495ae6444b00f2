import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  HelpRequestState,
  HelpRequestStep,
  helpRequestSteps,
} from "../src/help-request/help-request.state.js";
import {
  expertId,
  type Fixture,
  ids,
  people,
  type PersonName,
  startConsortium,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const plain = (name: string, rest = "") =>
  `mutation ($id: ID!) { ${name}(input: { helpRequest: $id${rest} }) { state } }`;

const mutations: Record<HelpRequestStep, { name: string; document: string; by: PersonName }> = {
  BROADCAST: {
    name: "broadcastHelpRequest",
    document: plain("broadcastHelpRequest"),
    by: "manager",
  },
  OFFER: {
    name: "offerHelp",
    document: `mutation ($id: ID!) { offerHelp(input: { helpRequest: $id, expert: "${expertId(3)}", costFen: 0,
      earliestArrival: "2999-01-01T00:00:00Z" }) { helpRequest { state } } }`,
    by: "rival",
  },
  ACCEPT: {
    name: "acceptOffer",
    document: "mutation ($id: ID!) { acceptOffer(input: { offer: $id }) { state } }",
    by: "manager",
  },
  DIRECT: {
    name: "directExpert",
    document: plain("directExpert", `, expert: "${expertId(4)}"`),
    by: "secretary",
  },
  ARRIVE: { name: "arriveAsExpert", document: plain("arriveAsExpert"), by: "expert" },
  ADVISE: {
    name: "adviseOnHelpRequest",
    document: plain("adviseOnHelpRequest", ', advice: "更换暗埋弯头"'),
    by: "expert",
  },
  CONFIRM: { name: "confirmHelp", document: plain("confirmHelp"), by: "manager" },
  CLOSE: { name: "closeHelpRequest", document: plain("closeHelpRequest"), by: "manager" },
  WITHDRAW: {
    name: "withdrawHelpRequest",
    document: plain("withdrawHelpRequest", ', reason: "自行解决"'),
    by: "manager",
  },
  MARK_NO_OFFER: { name: "markNoOffer", document: plain("markNoOffer"), by: "secretary" },
};

async function take(step: HelpRequestStep, request: string, who: PersonName = mutations[step].by) {
  const { name, document } = mutations[step];
  const id = step === "ACCEPT" ? await offerOn(request) : request;
  const { data, errors } = await fixture.subgraph.ask(people[who], document, { id });
  const changed = data?.[name];
  return {
    state: changed?.helpRequest?.state ?? changed?.state,
    errors,
    code: errors?.[0]?.extensions["code"],
  };
}

/** An open offer where the state has one, else one that cannot be, so that the request decides. */
async function offerOn(request: string): Promise<string> {
  const open = (await fixture.storedOffers(request)).find(({ state }) => state === "OPEN");
  return open?.id ?? fixture.offer(request, 5);
}

const states = Object.values(HelpRequestState);
const steps = Object.values(HelpRequestStep);
const chosen: readonly HelpRequestState[] = states.filter((state) =>
  ["ACCEPTED", "ON_SITE", "ADVISED", "CONFIRMED", "CLOSED"].includes(state),
);

/** A draft is known to its asker alone; who was chosen is not chosen again. */
function refusalOf(step: HelpRequestStep, state: HelpRequestState): string {
  if (state === "DRAFT" && !["manager"].includes(mutations[step].by)) return "FORBIDDEN";
  if (["ARRIVE", "ADVISE"].includes(step) && !chosen.includes(state)) return "FORBIDDEN";
  if (["ACCEPT", "DIRECT"].includes(step) && chosen.includes(state)) return "CONFLICT";
  return "ILLEGAL_TRANSITION";
}

describe.each(steps)("%s", (step) => {
  const { from, to } = helpRequestSteps[step];

  it.each(from)("leads on from %s", async (state) => {
    const id = await fixture.request(state);
    const result = await take(step, id);
    expect(result.errors).toBeUndefined();
    expect(result.state).toBe(to);
    expect((await fixture.stored(id)).state).toBe(to);
  });

  it.each(states.filter((state) => !from.includes(state)))(
    "is refused from %s and changes nothing",
    async (state) => {
      const id = await fixture.request(state);
      const before = await fixture.stored(id);
      expect((await take(step, id)).code).toBe(refusalOf(step, state));
      expect(await fixture.stored(id)).toEqual(before);
    },
  );

  it("is refused to who may not take it and changes nothing", async () => {
    for (const who of [
      "colleague",
      "gridWorker",
      "committee",
      "owner",
      "cleaner",
      "app",
      "service",
    ] as const) {
      const id = await fixture.request(from[0]!);
      const before = await fixture.stored(id);
      expect([who, (await take(step, id, who)).code]).toEqual([who, "FORBIDDEN"]);
      expect(await fixture.stored(id)).toEqual(before);
    }
  });

  it("is refused to a token that may only read", async () => {
    const id = await fixture.request(from[0]!);
    const { name: _name, document, by } = mutations[step];
    const { errors } = await fixture.subgraph.ask({ ...people[by], scope: "case:read" }, document, {
      id: step === "ACCEPT" ? await offerOn(id) : id,
    });
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });
});

describe("a step", () => {
  it("of the chosen expert is nobody else's", async () => {
    for (const who of ["helper", "rivalExpert", "manager", "secretary", "gridWorker"] as const) {
      expect(
        (await take(HelpRequestStep.ARRIVE, await fixture.request(HelpRequestState.ACCEPTED), who))
          .code,
      ).toBe("FORBIDDEN");
      expect(
        (await take(HelpRequestStep.ADVISE, await fixture.request(HelpRequestState.ON_SITE), who))
          .code,
      ).toBe("FORBIDDEN");
    }
  });

  it("of the asking firm is no other firm's", async () => {
    for (const [step, state] of [
      ["CONFIRM", "ADVISED"],
      ["CLOSE", "CONFIRMED"],
      ["WITHDRAW", "BROADCAST"],
      ["BROADCAST", "DRAFT"],
    ] as const) {
      expect(
        (
          await take(
            HelpRequestStep[step],
            await fixture.request(HelpRequestState[state]),
            "helper",
          )
        ).code,
      ).toBe("FORBIDDEN");
    }
  });

  it("cannot call a request unanswered before its deadline", async () => {
    const id = await fixture.request(HelpRequestState.BROADCAST, {
      deadlineAt: new Date(Date.now() + 60_000),
    });
    expect((await take(HelpRequestStep.MARK_NO_OFFER, id)).code).toBe("ILLEGAL_TRANSITION");
  });

  it("sets the time it is remembered by", async () => {
    const id = await fixture.request(HelpRequestState.ACCEPTED);
    for (const step of ["ARRIVE", "ADVISE", "CONFIRM", "CLOSE"] as const) {
      expect((await take(HelpRequestStep[step], id)).errors).toBeUndefined();
    }
    const stored = await fixture.stored(id);
    for (const stamp of ["onSiteAt", "advisedAt", "confirmedAt", "closedAt"] as const)
      expect(stored[stamp]).toBeInstanceOf(Date);
    expect(stored.advice).toBe("更换暗埋弯头");
  });

  it("declines the open offers when the request is taken back", async () => {
    const id = await fixture.request(HelpRequestState.OFFERED);
    await take(HelpRequestStep.WITHDRAW, id);
    expect((await fixture.storedOffers(id)).map(({ state }) => state)).toEqual(["DECLINED"]);
  });

  it.each([
    [
      "an advice too long",
      plain("adviseOnHelpRequest", `, advice: "${"很".repeat(2001)}"`),
      "INVALID_INPUT",
    ],
    ["an empty advice", plain("adviseOnHelpRequest", ', advice: ""'), "INVALID_INPUT"],
    ["a reason too short", plain("withdrawHelpRequest", ', reason: ""'), "INVALID_INPUT"],
    ["a note too long", plain("confirmHelp", `, note: "${"很".repeat(301)}"`), "INVALID_INPUT"],
  ])("refuses %s", async (_what, document, code) => {
    expect(
      await fixture.code("expert", document, {
        id: await fixture.request(HelpRequestState.ON_SITE),
      }),
    ).toBe(code);
  });

  it("refuses ids that are none, or of nothing", async () => {
    for (const step of steps.filter((one) => one !== "ACCEPT")) {
      const { document, by } = mutations[step];
      expect(await fixture.code(by, document, { id: ids.unknownRequest })).toBe("NOT_FOUND");
      expect(await fixture.code(by, document, { id: ids.unknownOffer })).toBe("INVALID_ID");
      expect(await fixture.code(by, document, { id: "'; drop table help_request; --" })).toBe(
        "INVALID_ID",
      );
    }
  });

  it.each([
    ["DRAFT", "manager", ["BROADCAST", "WITHDRAW"]],
    ["BROADCAST", "manager", ["WITHDRAW"]],
    ["BROADCAST", "helper", ["OFFER"]],
    ["OFFERED", "helper", []],
    ["OFFERED", "rival", ["OFFER"]],
    ["OFFERED", "manager", ["ACCEPT", "WITHDRAW"]],
    ["OFFERED", "secretary", ["ACCEPT", "DIRECT", "WITHDRAW"]],
    ["NO_OFFER", "secretary", ["DIRECT", "WITHDRAW"]],
    ["ACCEPTED", "expert", ["ARRIVE"]],
    ["ACCEPTED", "rivalExpert", []],
    ["ON_SITE", "expert", ["ADVISE"]],
    ["ADVISED", "manager", ["CONFIRM"]],
    ["CONFIRMED", "manager", ["CLOSE"]],
    ["CLOSED", "secretary", []],
    ["OFFERED", "gridWorker", []],
  ] as const)("in %s that %s may take is listed", async (state, who, expected) => {
    const id = await fixture.request(HelpRequestState[state]);
    const { data } = await fixture.subgraph.ask(
      people[who],
      "query ($id: ID!) { helpRequest(id: $id) { steps } }",
      { id },
    );
    expect(data?.["helpRequest"].steps).toEqual(expected);
  });

  it("of offering names whom the actor could send, those who fit first", async () => {
    const query = "query ($id: ID!) { helpRequest(id: $id) { myExperts { id } } }";
    const em = fixture.subgraph.orm.em.fork();
    const { Expert } = await import("../src/expert/expert.entity.js");
    const second = "exp_01ARZ3NDEKTSV4RRFFQ69G5F88";
    em.create(Expert, {
      id: second,
      personId: "per_x",
      firm: people.helper.org,
      name: "专家",
      title: "",
      skills: [],
      years: 1,
      phone: "13800000000",
    });
    await em.flush();
    const expertsFor = async (who: PersonName, id: string) =>
      (await fixture.subgraph.ask(people[who], query, { id })).data?.["helpRequest"].myExperts.map(
        (one: { id: string }) => one.id,
      );
    const id = await fixture.request(HelpRequestState.BROADCAST);
    expect(await expertsFor("helper", id)).toEqual([expertId(2), second]);
    expect(await expertsFor("expert", id)).toEqual([expertId(2)]);
    expect(await expertsFor("manager", id)).toEqual([]);
    expect(await expertsFor("secretary", id)).toEqual([]);
    expect(await expertsFor("helper", await fixture.request(HelpRequestState.OFFERED))).toEqual([]);
  });
});
