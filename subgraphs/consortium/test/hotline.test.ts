import { randomUUID } from "node:crypto";

import { newId } from "@hutong/kit";
import { presentCursor, startTestSubgraph, type TestSubgraph, watch } from "@hutong/kit/testing";
import { GraphQLError } from "graphql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { HotlineTicket } from "../src/hotline/ticket.entity.js";
import { ticketMoves, TicketState } from "../src/hotline/ticket.state.js";
import { Member, MemberStanding } from "../src/member/member.entity.js";
import { consortium } from "../src/subgraph.js";
import { firmId, ids, memberId, people, type PersonName, register } from "./fixture.js";
import { type NeighborhoodStub, startNeighborhood } from "./neighborhood.stub.js";

let neighborhood: NeighborhoodStub;
let subgraph: TestSubgraph;
type Stream = Awaited<ReturnType<typeof watch>>;
let desk: Stream;
beforeAll(async () => {
  neighborhood = await startNeighborhood();
  subgraph = await startTestSubgraph(consortium, {
    hubUrl: neighborhood.url,
    serviceToken: async () => "of the consortium",
  });
  await register(subgraph);
  await neighborhoodWorks();
});
afterAll(async () => {
  await subgraph.stop();
  await neighborhood.stop();
});
beforeEach(async () => {
  desk = await watch(
    subgraph,
    people.secretary,
    "subscription { hotlineTicketChanged { step hotlineTicket { id number state complaint { id } } } }",
  );
});
afterEach(() => desk.close());

/** What the neighborhood was asked to take in, by the number of the call. */
const taken = new Map<string, { input: any; id: string }>();
let asked: string[] = [];

async function neighborhoodWorks(): Promise<void> {
  neighborhood.mutations.set("reportComplaint", (input) => {
    asked.push(input.sourceRef);
    const known = taken.get(input.sourceRef) ?? { input, id: newId("cmp") };
    taken.set(input.sourceRef, known);
    return { id: known.id, number: `TS-${input.sourceRef}`, state: "RECEIVED" };
  });
}

const log = `mutation ($key: ID!, $community: ID!, $phone: String! = "13812345678", $title: String! = "阳台返水") { logTicket(input: { key: $key, community: $community,
  title: $title, description: "污水管漏到一楼阳台", category: SEWAGE, publicPlace: "3号楼2单元", place: "3号楼2单元101室",
  callerName: "欧阳修", callerPhone: $phone }) { id number state caller { name phone masked } } }`;

async function logOne(key: string = randomUUID()): Promise<{ id: string; number: string }> {
  const { data, errors } = await subgraph.ask(people.secretary, log, {
    key,
    community: ids.community,
  });
  expect(errors).toBeUndefined();
  return data!["logTicket"];
}

/** Waits until the desk is told of a step of a ticket. */
async function heard(id: string, step: string): Promise<any> {
  for (;;) {
    const event = await desk.next();
    if (event.hotlineTicket.id === id && event.step === step) return event.hotlineTicket;
  }
}

async function forwarded(): Promise<{ id: string; number: string; complaint: string }> {
  const ticket = await logOne();
  const { complaint } = await heard(ticket.id, "FORWARD");
  return { ...ticket, complaint: complaint.id };
}

/** The neighborhood tells that the case of a ticket has come to a state. */
function comesTo(
  state: string,
  { number, complaint }: { number: string; complaint: string },
  more = {},
): void {
  neighborhood.tell("complaintChanged", {
    kind: "ADVANCED",
    complaint: {
      id: complaint,
      number: `TS-${number}`,
      channel: "HOTLINE",
      sourceRef: number,
      category: "SEWAGE",
      state,
      reportedAt: "2026-03-02T01:00:00.000Z",
      community: { id: ids.community },
      responsibleFirm: { id: firmId(1) },
      clocks: [],
      ...more,
    },
  });
}

const ask = async (who: PersonName, query: string, variables: Record<string, unknown>) => {
  const { data, errors } = await subgraph.ask(people[who], query, variables);
  return { data: data && Object.values(data)[0], code: errors?.[0]?.extensions["code"] };
};
const fields =
  "{ state answered satisfied directFirm { id } acknowledgedAt caller { name phone masked } disclosures { name purpose } history { step by organisation note } }";
const ticketQuery = `query ($id: ID!) { hotlineTicket(id: $id) ${fields} }`;
const direct = `mutation ($id: ID!, $firm: ID!, $consent: String! = "来电人口头同意,录音 0312") { directTicket(input: { ticket: $id, firm: $firm, consent: $consent }) ${fields} }`;
const acknowledge = `mutation ($id: ID!) { acknowledgeTicket(input: { ticket: $id }) ${fields} }`;
const feedBack = `mutation ($id: ID!, $satisfied: Boolean) { feedBackTicket(input: { ticket: $id, satisfied: $satisfied, note: "当天就修好了" }) ${fields} }`;
const cancel = `mutation ($id: ID!) { cancelTicket(input: { ticket: $id, reason: "误拨" }) ${fields} }`;
const reveal = `mutation ($id: ID!, $reason: String! = "回访") { revealCaller(input: { ticket: $id, reason: $reason }) ${fields} }`;

const stored = (id: string) => subgraph.orm.em.fork().findOneOrFail(HotlineTicket, id);

/** A ticket in any state, without its way there. */
async function ticketIn(state: TicketState): Promise<string> {
  const em = subgraph.orm.em.fork();
  const id = newId("tkt");
  em.create(HotlineTicket, {
    id,
    number: id,
    communityId: ids.community,
    title: "阳台返水",
    description: "污水管漏",
    category: "SEWAGE",
    publicPlace: "3号楼",
    place: "3号楼101室",
    callerName: "欧阳修",
    callerPhone: "13812345678",
    state,
    loggedByName: "秦秘书",
    loggedAt: new Date(),
    feedbackTold: false,
  } as never);
  await em.flush();
  return id;
}

describe("a call", () => {
  it("becomes one case of the neighborhood, which does not learn who called", async () => {
    const ticket = await logOne();
    expect(ticket).toMatchObject({
      number: expect.stringMatching(/^RX-\d{4}-\d{4,}$/),
      state: "LOGGED",
      caller: { name: "欧**", phone: "138****5678", masked: true },
    });
    const { state, complaint } = await heard(ticket.id, "FORWARD");
    expect(state).toBe("FORWARDED");
    const { input, id } = taken.get(ticket.number)!;
    expect(complaint.id).toBe(id);
    expect(input).toMatchObject({
      community: ids.community,
      channel: "HOTLINE",
      category: "SEWAGE",
      place: "3号楼2单元101室",
      reporterName: "欧**",
      reporterPhone: "138****5678",
    });
  });

  it("that is sent twice is one ticket and one case", async () => {
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => logOne(key)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await logOne(key)).id).toBe(answers[0]!.id);
    await heard(answers[0]!.id, "FORWARD");
    expect(asked.filter((number) => number === answers[0]!.number)).toHaveLength(1);
  });

  it("waits for a neighborhood that is away, and is still one case when its answer was lost", async () => {
    const works = neighborhood.mutations.get("reportComplaint")!;
    let refusals = 0;
    neighborhood.mutations.set("reportComplaint", async (input) => {
      // The first time it is away; the second time it takes the case in and its answer is lost.
      if (refusals++ === 1) await works(input);
      if (refusals > 2) return works(input);
      throw new GraphQLError("away", { extensions: { code: "SUBGRAPH_UNAVAILABLE" } });
    });
    const ticket = await logOne();
    expect((await heard(ticket.id, "FORWARD")).complaint.id).toBe(taken.get(ticket.number)!.id);
    expect(refusals).toBe(3);
    neighborhood.mutations.set("reportComplaint", works);
  });

  it("is followed until the case is closed and the caller has heard", async () => {
    const told: any[] = [];
    neighborhood.mutations.set("callBackComplaint", (input) => {
      told.push(input);
      return { id: input.complaint };
    });
    const ticket = await forwarded();
    for (const [state, reached] of [
      ["DISPATCHED", "DISPATCHED"],
      ["RESPONDED", "DISPATCHED"],
      ["RESOLVED", "RESOLVED"],
    ] as const) {
      comesTo(state, ticket);
      expect((await heard(ticket.id, "PROGRESS")).state).toBe(reached);
    }
    const answer = await ask("secretary", feedBack, { id: ticket.id, satisfied: true });
    expect(answer.data).toMatchObject({ state: "FED_BACK", answered: true, satisfied: true });
    expect(told).toEqual([]);
    // The neighborhood asks for the callback once it has seen that the case is solved.
    const asking = new Promise<void>((resolve) => {
      neighborhood.mutations.set("callBackComplaint", (input) => {
        told.push(input);
        resolve();
        return { id: input.complaint };
      });
    });
    comesTo("VERIFIED", ticket);
    await asking;
    expect(told).toEqual([{ complaint: ticket.complaint, satisfied: true, note: "当天就修好了" }]);
    comesTo("CALLED_BACK", ticket);
    comesTo("CLOSED", ticket);
    await heard(ticket.id, "PROGRESS");
    await heard(ticket.id, "PROGRESS");
    expect((await stored(ticket.id)).state).toBe("FED_BACK");
    comesTo("REOPENED", ticket);
    await heard(ticket.id, "PROGRESS");
    await heard(ticket.id, "PROGRESS");
    expect(await stored(ticket.id)).toMatchObject({
      state: "DISPATCHED",
      satisfied: null,
      fedBackAt: null,
    });
    expect(told).toHaveLength(1);
  });

  it("is found by the case's number even where its answer never came", async () => {
    const id = await ticketIn(TicketState.LOGGED);
    comesTo("FILED", { number: id, complaint: newId("cmp") });
    expect((await heard(id, "PROGRESS")).state).toBe("FORWARDED");
    comesTo("FILED", { number: "TS-unknown", complaint: newId("cmp") });
  });
});

describe("a ticket", () => {
  it("is fed back again as long as the caller has not answered", async () => {
    const id = await ticketIn(TicketState.RESOLVED);
    for (const satisfied of [null, null, true]) {
      const { data } = await ask("secretary", feedBack, { id, satisfied });
      expect(data).toMatchObject({ state: "FED_BACK", answered: satisfied !== null, satisfied });
    }
    const { code } = await ask("secretary", feedBack, { id, satisfied: false });
    expect(code).toBe("ILLEGAL_TRANSITION");
    expect((await stored(id)).satisfied).toBe(true);
  });

  const steps = {
    FEED_BACK: feedBack,
    CANCEL: cancel,
  } as const;
  for (const step of ["FEED_BACK", "CANCEL"] as const) {
    it.each(Object.values(TicketState))(`takes ${step} from %s only as it may`, async (state) => {
      const id = await ticketIn(state);
      const { code } = await ask("secretary", steps[step], { id, satisfied: null });
      const { from, to } = ticketMoves[step];
      expect(code).toBe(from.includes(state) ? undefined : "ILLEGAL_TRANSITION");
      expect((await stored(id)).state).toBe(from.includes(state) ? to : state);
    });
  }

  it.each(Object.values(TicketState))(
    "in %s goes to a head office only while it is open",
    async (state) => {
      const id = await ticketIn(state);
      const { code } = await ask("secretary", direct, { id, firm: firmId(1) });
      const open = ["LOGGED", "FORWARDED", "DISPATCHED"].includes(state);
      expect(code).toBe(open ? undefined : "ILLEGAL_TRANSITION");
    },
  );

  it("that the caller lets go to the head office shows it who called, with the consent on record", async () => {
    const id = await ticketIn(TicketState.FORWARDED);
    expect((await ask("manager", ticketQuery, { id })).code).toBe("FORBIDDEN");
    await ask("secretary", direct, { id, firm: firmId(1) });
    const { data } = await ask("manager", ticketQuery, { id });
    expect(data).toMatchObject({
      caller: { name: "欧阳修", phone: "13812345678", masked: false },
      disclosures: [{ name: "澄溪第1物业有限公司", purpose: "直派总部:来电人口头同意,录音 0312" }],
    });
    expect((await ask("helper", ticketQuery, { id })).code).toBe("FORBIDDEN");
    expect((await ask("secretary", ticketQuery, { id })).data.caller.masked).toBe(true);
    expect((await ask("helper", acknowledge, { id })).code).toBe("FORBIDDEN");
    expect((await ask("secretary", acknowledge, { id })).code).toBe("FORBIDDEN");
    const answer = await ask("manager", acknowledge, { id });
    expect(answer.data.acknowledgedAt).not.toBeNull();
    expect(answer.data.history.map(({ step }: any) => step)).toEqual(["DIRECT", "ACKNOWLEDGE"]);
    expect((await ask("manager", acknowledge, { id })).code).toBe("ILLEGAL_TRANSITION");
    expect((await ask("secretary", direct, { id, firm: firmId(2) })).code).toBe(
      "ILLEGAL_TRANSITION",
    );
    const mine = "{ hotlineTickets { edges { node { id } } } }";
    expect((await ask("manager", mine, {})).data.edges.map((edge: any) => edge.node.id)).toContain(
      id,
    );
    expect((await ask("helper", mine, {})).data.edges).toEqual([]);
  });

  it.each([
    ["without a consent", { consent: "" }, "INVALID_INPUT"],
    ["to a firm that is none", { firm: "firm_01ARZ3NDEKTSV4RRFFQ69G5F98" }, "NOT_FOUND"],
    ["to an id of another type", { firm: memberId(1) }, "INVALID_ID"],
    ["to a member whose membership rests", { firm: firmId(9) }, "CONFLICT"],
  ])("does not go to a head office %s", async (_what, more, code) => {
    await subgraph.orm.em
      .fork()
      .nativeUpdate(Member, { id: memberId(9) }, { standing: MemberStanding.SUSPENDED });
    const id = await ticketIn(TicketState.LOGGED);
    expect((await ask("secretary", direct, { id, firm: firmId(1), ...more })).code).toBe(code);
    expect((await stored(id)).directFirmId).toBeNull();
  });

  it("shows who called to a clerk who says for what, and remembers it", async () => {
    const id = await ticketIn(TicketState.CLOSED);
    expect((await ask("secretary", ticketQuery, { id })).data.caller.masked).toBe(true);
    const { data } = await ask("secretary", reveal, { id });
    expect(data.caller).toEqual({ name: "欧阳修", phone: "13812345678", masked: false });
    expect(data.disclosures).toEqual([{ name: "秦秘书", purpose: "回访" }]);
    expect((await ask("otherSecretary", ticketQuery, { id })).data.caller.masked).toBe(true);
    expect((await ask("secretary", reveal, { id, reason: "" })).code).toBe("INVALID_INPUT");
    const { errors } = await subgraph.ask(
      { ...people.otherSecretary, scope: "case:read case:write" },
      reveal,
      { id },
    );
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
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
  ] as const)("is not for %s", async (who) => {
    const id = await ticketIn(TicketState.CLOSED);
    const before = await stored(id);
    for (const document of [ticketQuery, feedBack, reveal, cancel, acknowledge])
      expect((await ask(who, document, { id })).code).toBe("FORBIDDEN");
    expect((await ask(who, direct, { id, firm: firmId(1) })).code).toBe("FORBIDDEN");
    expect((await ask(who, log, { key: randomUUID(), community: ids.community })).code).toBe(
      "FORBIDDEN",
    );
    expect((await ask(who, "{ hotlineBoard { id } }", {})).code).toBe("FORBIDDEN");
    if (who !== "manager")
      expect((await ask(who, "{ hotlineTickets { edges { node { id } } } }", {})).code).toBe(
        "FORBIDDEN",
      );
    expect(await stored(id)).toEqual(before);
  });

  it.each([
    ["a phone that is none", { phone: "12345" }, "INVALID_INPUT"],
    ["a title without end", { title: "很".repeat(61) }, "INVALID_INPUT"],
    ["a community that is none", { community: "nowhere" }, "INVALID_ID"],
    ["a key that is none", { key: "1" }, "INVALID_INPUT"],
  ])("is not taken down with %s", async (_what, more, code) => {
    const variables = { key: randomUUID(), community: ids.community, ...more };
    expect((await ask("secretary", log, variables)).code).toBe(code);
  });

  it("keeps names and phones out of the outbox and of the history", async () => {
    const rows = await subgraph.orm.em
      .fork()
      .execute("select payload::text as text from outbox where topic = 'hotlineTicket'");
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toMatch(/欧阳|1381234|101室/);
  });

  it("is part of its case, for the desk alone", async () => {
    const ticket = await forwarded();
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { hotlineTicket { number } } } }`;
    const variables = { r: [{ __typename: "Complaint", id: ticket.complaint }] };
    expect((await ask("secretary", query, variables)).data).toEqual([
      { hotlineTicket: { number: ticket.number } },
    ]);
    expect((await ask("gridWorker", query, variables)).data).toEqual([{ hotlineTicket: null }]);
  });
});

describe("the desk", () => {
  it("sees what is open by its nearest deadline, with the clocks of the case", async () => {
    const [late, early] = [await forwarded(), await forwarded()];
    const clock = (kind: string, dueAt: string, stoppedAt: string | null) => ({
      kind,
      startedAt: "2026-03-02T01:00:00.000Z",
      dueAt,
      stoppedAt,
      state: "RUNNING",
    });
    comesTo("RESPONDED", late, {
      clocks: [
        clock("PUBLIC_RESPOND", "2026-03-02T03:00:00.000Z", "2026-03-02T02:00:00.000Z"),
        clock("PUBLIC_RESOLVE", "2026-03-04T01:00:00.000Z", null),
      ],
    });
    comesTo("DISPATCHED", early, {
      clocks: [
        clock("PUBLIC_RESPOND", "2026-03-02T03:00:00.000Z", null),
        clock("PUBLIC_RESOLVE", "2026-03-04T01:00:00.000Z", null),
      ],
    });
    await heard(early.id, "PROGRESS");
    const { data } = await ask("secretary", "{ hotlineBoard { id clocks { kind state } } }", {});
    const seen = data.map(({ id }: any) => id);
    expect(seen.indexOf(early.id)).toBeLessThan(seen.indexOf(late.id));
    expect(data.find(({ id }: any) => id === late.id).clocks).toEqual([
      { kind: "PUBLIC_RESPOND", state: "MET" },
      { kind: "PUBLIC_RESOLVE", state: "BREACHED" },
    ]);
    const ended = await ticketIn(TicketState.CANCELLED);
    expect(seen).not.toContain(ended);
  });

  it("hands over from one clerk to another, once", async () => {
    const open = await ticketIn(TicketState.DISPATCHED);
    const handOver =
      'mutation { handOverShift(input: { note: "3号楼返水需跟进" }) { id note handedOverBy tickets { id } } }';
    const takeOver =
      "mutation ($id: ID!) { takeOverShift(input: { handover: $id }) { takenOverBy takenOverAt } }";
    const shifts = (who: PersonName) =>
      watch(subgraph, people[who], "subscription { shiftChanged { kind handover { id } } }");
    for (const who of ["manager", "gridWorker", "app"] as const) {
      const refused = await shifts(who);
      expect((await refused.next()).errors[0].extensions.code).toBe("FORBIDDEN");
      await refused.close();
    }
    const after = await presentCursor(subgraph);
    const heard = await watch(
      subgraph,
      people.otherSecretary,
      "subscription ($after: String) { shiftChanged(after: $after) { kind handover { id } } }",
      { after },
    );
    const { data } = await ask("secretary", handOver, {});
    expect(await heard.next()).toEqual({ kind: "HANDED_OVER", handover: { id: data.id } });
    expect(data).toMatchObject({ note: "3号楼返水需跟进", handedOverBy: "秦秘书" });
    expect(data.tickets.map(({ id }: any) => id)).toContain(open);
    expect((await ask("secretary", takeOver, { id: data.id })).code).toBe("FORBIDDEN");
    expect((await ask("manager", takeOver, { id: data.id })).code).toBe("FORBIDDEN");
    expect((await ask("otherSecretary", takeOver, { id: data.id })).data.takenOverBy).toBe(
      "尤秘书",
    );
    expect((await ask("otherSecretary", takeOver, { id: data.id })).code).toBe(
      "ILLEGAL_TRANSITION",
    );
    expect(await heard.next()).toEqual({ kind: "TAKEN_OVER", handover: { id: data.id } });
    await heard.close();
    const list = "{ shiftHandovers { edges { node { takenOverBy } } } }";
    expect((await ask("secretary", list, {})).data.edges[0].node.takenOverBy).toBe("尤秘书");
    for (const who of ["manager", "gridWorker", "app"] as const) {
      expect((await ask(who, list, {})).code).toBe("FORBIDDEN");
      expect((await ask(who, handOver, {})).code).toBe("FORBIDDEN");
    }
  });
});
