import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpOffer, HelpOfferState } from "../src/help-offer/help-offer.entity.js";
import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { HelpRequestEventKind, HelpRequestRecord } from "../src/help-request/record.entity.js";
import {
  expertId,
  firmId,
  type Fixture,
  ids,
  people,
  type PersonName,
  personId,
  startConsortium,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const { BROADCAST, OFFERED, ACCEPTED, NO_OFFER } = HelpRequestState;
const offerHelp =
  "mutation ($input: OfferHelpInput!) { offerHelp(input: $input) { id state free firm { id } helpRequest { state offerCount } } }";
const acceptOffer =
  "mutation ($id: ID!) { acceptOffer(input: { offer: $id }) { id state acceptedOffer { id expert { personId } } offers { id state } } }";
const withdrawOffer =
  "mutation ($id: ID!) { withdrawOffer(input: { offer: $id }) { id state helpRequest { state offerCount } } }";
const directExpert = `mutation ($request: ID!, $expert: ID!, $note: String) {
  directExpert(input: { helpRequest: $request, expert: $expert, note: $note }) { state acceptedOffer { id expert { id } } offers { state } } }`;
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const inputFor = (helpRequest: string, n = 2, rest: Record<string, unknown> = {}) => ({
  input: {
    helpRequest,
    expert: expertId(n),
    earliestArrival: inHours(2),
    costFen: 0,
    note: "带检漏仪来",
    ...rest,
  },
});

describe("offering help", () => {
  it.each([
    ["helper", 2],
    ["expert", 2],
    ["rival", 3],
  ] as const)("is allowed to %s", async (who, n) => {
    const id = await fixture.request(BROADCAST);
    const { data, errors } = await fixture.subgraph.ask(people[who], offerHelp, inputFor(id, n));
    expect(errors).toBeUndefined();
    expect(data?.["offerHelp"]).toMatchObject({
      state: "OPEN",
      free: true,
      firm: { id: firmId(n) },
      helpRequest: { state: "OFFERED", offerCount: 1 },
    });
  });

  it.each([
    ["the asking firm's manager", "manager", 1],
    ["the asking firm's expert", "colleague", 1],
    ["a manager with another firm's expert", "helper", 3],
    ["an expert with somebody else", "rivalExpert", 2],
    ["the secretariat", "secretary", 2],
    ["a grid worker", "gridWorker", 2],
    ["an owner", "owner", 2],
    ["a service", "service", 2],
  ] as const)("is refused to %s", async (_what, who, n) => {
    const id = await fixture.request(BROADCAST);
    expect(await fixture.code(who, offerHelp, inputFor(id, n))).toBe("FORBIDDEN");
    expect(await fixture.storedOffers(id)).toHaveLength(0);
    expect((await fixture.stored(id)).state).toBe("BROADCAST");
  });

  it("is possible once for each firm at a time", async () => {
    const id = await fixture.request(BROADCAST);
    const codes = await Promise.all(
      (["helper", "expert", "helper", "expert", "rival"] as const).map((who) =>
        fixture.code(who, offerHelp, inputFor(id, who === "rival" ? 3 : 2)),
      ),
    );
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(3);
    expect((await fixture.storedOffers(id)).map((offer) => offer.firm.id).toSorted()).toEqual([
      firmId(2),
      firmId(3),
    ]);
  });

  it.each([
    ["an arrival in the past", { earliestArrival: inHours(-1) }, "INVALID_INPUT"],
    ["an arrival that is no time", { earliestArrival: "soon" }, "INVALID_INPUT"],
    ["a cost below nothing", { costFen: -1 }, "INVALID_INPUT"],
    ["a note too long", { note: "很".repeat(301) }, "INVALID_INPUT"],
    ["a note with a phone", { note: "打我电话13912345678" }, "INVALID_INPUT"],
    ["an unknown expert", { expert: ids.unknownExpert }, "NOT_FOUND"],
    ["an expert's id of another type", { expert: firmId(2) }, "INVALID_ID"],
    ["an unknown request", { helpRequest: ids.unknownRequest }, "NOT_FOUND"],
    ["a request's id of another type", { helpRequest: ids.unknownOffer }, "INVALID_ID"],
  ])("refuses %s and stores nothing", async (_what, wrong, code) => {
    const id = await fixture.request(BROADCAST);
    expect(await fixture.code("helper", offerHelp, inputFor(id, 2, wrong))).toBe(code);
    expect(await fixture.storedOffers(id)).toHaveLength(0);
  });
});

describe("accepting an offer", () => {
  it("lets exactly one of twenty simultaneous acceptances win", async () => {
    const id = await fixture.request(BROADCAST, { state: OFFERED });
    const offers: string[] = [];
    for (let n = 2; n <= 21; n++) offers.push(await fixture.offer(id, n));
    const answers = await Promise.all(
      offers.map((offer, i) =>
        fixture.subgraph.ask(i % 2 ? people.manager : people.secretary, acceptOffer, { id: offer }),
      ),
    );
    const won = answers.filter(({ errors }) => !errors);
    expect(won).toHaveLength(1);
    expect(
      answers.filter(({ errors }) => errors?.[0]?.extensions["code"] === "CONFLICT"),
    ).toHaveLength(19);

    const stored = await fixture.storedOffers(id);
    const accepted = stored.filter(({ state }) => state === HelpOfferState.ACCEPTED);
    expect(accepted).toHaveLength(1);
    expect(stored.filter(({ state }) => state === HelpOfferState.DECLINED)).toHaveLength(19);
    const request = await fixture.stored(id);
    expect(request).toMatchObject({ state: "ACCEPTED", acceptedOfferId: accepted[0]!.id });
    expect(won[0]!.data?.["acceptOffer"].acceptedOffer.id).toBe(accepted[0]!.id);
    expect(request.acceptedPersonId).toBe(
      won[0]!.data?.["acceptOffer"].acceptedOffer.expert.personId,
    );
    const em = fixture.subgraph.orm.em.fork();
    expect(
      await em.count(HelpRequestRecord, { helpRequestId: id, kind: HelpRequestEventKind.ACCEPTED }),
    ).toBe(1);
    const [events] = await em.execute<{ count: string }[]>(
      "select count(*) from outbox where kind = 'ACCEPTED' and payload->>'request' = ?",
      [id],
    );
    expect(Number(events!.count)).toBe(1);
  });

  it.each(["manager", "secretary"] as const)("is allowed to %s", async (who) => {
    const id = await fixture.request(OFFERED);
    const [offer] = await fixture.storedOffers(id);
    const { data, errors } = await fixture.subgraph.ask(people[who], acceptOffer, {
      id: offer!.id,
    });
    expect(errors).toBeUndefined();
    expect(data?.["acceptOffer"]).toMatchObject({
      state: "ACCEPTED",
      acceptedOffer: { expert: { personId: personId(2) } },
    });
  });

  it.each([
    "helper",
    "expert",
    "rival",
    "colleague",
    "gridWorker",
    "otherGridWorker",
    "committee",
    "owner",
    "cleaner",
    "app",
    "service",
  ] as const)("is refused to %s and changes nothing", async (who) => {
    const id = await fixture.request(OFFERED);
    const [offer] = await fixture.storedOffers(id);
    expect(await fixture.code(who, acceptOffer, { id: offer!.id })).toBe("FORBIDDEN");
    expect((await fixture.stored(id)).state).toBe("OFFERED");
    expect((await fixture.storedOffers(id))[0]!.state).toBe("OPEN");
  });

  it("refuses a second acceptance, also of the offer that won", async () => {
    const id = await fixture.request(ACCEPTED);
    const rival = await fixture.offer(id, 3, { state: HelpOfferState.DECLINED });
    const { acceptedOfferId } = await fixture.stored(id);
    expect(await fixture.code("manager", acceptOffer, { id: rival })).toBe("CONFLICT");
    expect(await fixture.code("manager", acceptOffer, { id: acceptedOfferId })).toBe("CONFLICT");
  });

  it("refuses an offer that was taken back", async () => {
    const id = await fixture.request(OFFERED);
    const gone = await fixture.offer(id, 3, { state: HelpOfferState.WITHDRAWN });
    expect(await fixture.code("manager", acceptOffer, { id: gone })).toBe("ILLEGAL_TRANSITION");
    expect((await fixture.stored(id)).state).toBe("OFFERED");
  });

  it.each([
    [ids.unknownOffer, "NOT_FOUND"],
    [ids.unknownRequest, "INVALID_ID"],
    ["hof_x", "INVALID_ID"],
  ])("refuses the id %s", async (id, code) => {
    expect(await fixture.code("manager", acceptOffer, { id })).toBe(code);
  });

  it("and withdrawing it at once leave one of both, whole", async () => {
    for (let i = 0; i < 5; i++) {
      const id = await fixture.request(OFFERED);
      const [offer] = await fixture.storedOffers(id);
      const [accepted, withdrawn] = await Promise.all([
        fixture.code("manager", acceptOffer, { id: offer!.id }),
        fixture.code("helper", withdrawOffer, { id: offer!.id }),
      ]);
      const { state } = await fixture.stored(id);
      const [after] = await fixture.storedOffers(id);
      if (accepted === undefined) {
        expect([withdrawn, state, after!.state]).toEqual([
          "ILLEGAL_TRANSITION",
          "ACCEPTED",
          "ACCEPTED",
        ]);
      } else {
        expect([accepted, withdrawn, state, after!.state]).toEqual([
          "ILLEGAL_TRANSITION",
          undefined,
          "BROADCAST",
          "WITHDRAWN",
        ]);
      }
    }
  });
});

describe("withdrawing an offer", () => {
  it.each(["helper", "expert"] as const)(
    "is allowed to %s; without offers the request waits again",
    async (who) => {
      const id = await fixture.request(OFFERED, { deadlineAt: new Date(Date.now() + 60_000) });
      const [offer] = await fixture.storedOffers(id);
      const { data } = await fixture.subgraph.ask(people[who], withdrawOffer, { id: offer!.id });
      expect(data?.["withdrawOffer"]).toMatchObject({
        state: "WITHDRAWN",
        helpRequest: { state: "BROADCAST", offerCount: 0 },
      });
      expect(await fixture.code("helper", offerHelp, inputFor(id))).toBeUndefined();
    },
  );

  it("leaves the request with the other offers", async () => {
    const id = await fixture.request(OFFERED);
    await fixture.offer(id, 3);
    const [offer] = await fixture.storedOffers(id);
    const { data } = await fixture.subgraph.ask(people.helper, withdrawOffer, { id: offer!.id });
    expect(data?.["withdrawOffer"].helpRequest).toEqual({ state: "OFFERED", offerCount: 1 });
  });

  it.each(["manager", "rival", "rivalExpert", "secretary", "gridWorker", "owner"] as const)(
    "is refused to %s",
    async (who) => {
      const id = await fixture.request(OFFERED);
      const [offer] = await fixture.storedOffers(id);
      expect(await fixture.code(who, withdrawOffer, { id: offer!.id })).toBe("FORBIDDEN");
      expect((await fixture.storedOffers(id))[0]!.state).toBe("OPEN");
    },
  );

  it("is too late once it was settled", async () => {
    const id = await fixture.request(ACCEPTED);
    const { acceptedOfferId } = await fixture.stored(id);
    expect(await fixture.code("helper", withdrawOffer, { id: acceptedOfferId })).toBe(
      "ILLEGAL_TRANSITION",
    );
  });
});

describe("directing an expert", () => {
  it.each([BROADCAST, OFFERED, NO_OFFER])("is possible from %s", async (state) => {
    const id = await fixture.request(state);
    const { data, errors } = await fixture.subgraph.ask(people.secretary, directExpert, {
      request: id,
      expert: expertId(5),
      note: "请支援",
    });
    expect(errors).toBeUndefined();
    expect(data?.["directExpert"]).toMatchObject({
      state: "ACCEPTED",
      acceptedOffer: { expert: { id: expertId(5) } },
    });
    expect(await fixture.stored(id)).toMatchObject({ acceptedPersonId: personId(5) });
    const declined = (await fixture.storedOffers(id)).filter(
      (offer) => offer.state === HelpOfferState.DECLINED,
    );
    expect(declined).toHaveLength(state === OFFERED ? 1 : 0);
  });

  it("takes the offer that the expert has made", async () => {
    const id = await fixture.request(OFFERED);
    const [offer] = await fixture.storedOffers(id);
    const { data } = await fixture.subgraph.ask(people.secretary, directExpert, {
      request: id,
      expert: expertId(2),
    });
    expect(data?.["directExpert"].acceptedOffer.id).toBe(offer!.id);
    expect(await fixture.storedOffers(id)).toHaveLength(1);
  });

  it.each(["manager", "helper", "expert", "gridWorker", "service"] as const)(
    "is refused to %s",
    async (who) => {
      const id = await fixture.request(BROADCAST);
      expect(await fixture.code(who, directExpert, { request: id, expert: expertId(5) })).toBe(
        "FORBIDDEN",
      );
      expect(await fixture.storedOffers(id)).toHaveLength(0);
    },
  );

  it.each([
    ["the asking firm's own expert", expertId(1), "INVALID_INPUT"],
    ["an unknown expert", ids.unknownExpert, "NOT_FOUND"],
    ["an id of another type", firmId(3), "INVALID_ID"],
  ])("refuses %s and changes nothing", async (_what, expert, code) => {
    const id = await fixture.request(BROADCAST);
    expect(await fixture.code("secretary", directExpert, { request: id, expert })).toBe(code);
    expect((await fixture.stored(id)).state).toBe("BROADCAST");
  });

  it("and accepting an offer at once leave one winner", async () => {
    const id = await fixture.request(OFFERED);
    const [offer] = await fixture.storedOffers(id);
    const codes = await Promise.all([
      fixture.code("manager", acceptOffer, { id: offer!.id }),
      fixture.code("secretary", directExpert, { request: id, expert: expertId(5) }),
    ]);
    expect(codes.toSorted()).toEqual(["CONFLICT", undefined]);
    expect(
      await fixture.subgraph.orm.em
        .fork()
        .count(HelpOffer, { helpRequest: id, state: HelpOfferState.ACCEPTED }),
    ).toBe(1);
  });
});

describe("who sees an offer", () => {
  const offers =
    "query ($id: ID!) { helpRequest(id: $id) { offerCount offers { firm { id } canAccept canWithdraw } acceptedOffer { id } } }";
  const seenBy = async (who: PersonName, id: string) =>
    (await fixture.subgraph.ask(people[who], offers, { id })).data?.["helpRequest"];

  it("is everybody who weighs them, and the firm that made it", async () => {
    const id = await fixture.request(OFFERED);
    await fixture.offer(id, 3);
    for (const who of ["manager", "secretary", "service", "gridWorker", "committee"] as const) {
      expect((await seenBy(who, id)).offers.map((offer: any) => offer.firm.id)).toEqual([
        firmId(2),
        firmId(3),
      ]);
    }
    for (const [who, n] of [
      ["helper", 2],
      ["expert", 2],
      ["rival", 3],
      ["rivalExpert", 3],
    ] as const) {
      const seen = await seenBy(who, id);
      expect(seen.offers.map((offer: any) => offer.firm.id)).toEqual([firmId(n)]);
      expect(seen.offerCount).toBe(2);
    }
    expect((await seenBy("owner", id)).offers).toEqual([]);
    expect((await seenBy("colleague", id)).offers).toEqual([]);
  });

  it("learns who was chosen only then", async () => {
    const id = await fixture.request(ACCEPTED);
    for (const who of ["manager", "helper", "owner", "gridWorker"] as const)
      expect((await seenBy(who, id)).acceptedOffer).not.toBeNull();
    for (const who of ["rival", "rivalExpert"] as const)
      expect((await seenBy(who, id)).acceptedOffer).toBeNull();
  });

  it("is told what they may do with it", async () => {
    const id = await fixture.request(OFFERED);
    expect((await seenBy("manager", id)).offers[0]).toMatchObject({
      canAccept: true,
      canWithdraw: false,
    });
    expect((await seenBy("secretary", id)).offers[0]).toMatchObject({
      canAccept: true,
      canWithdraw: false,
    });
    expect((await seenBy("helper", id)).offers[0]).toMatchObject({
      canAccept: false,
      canWithdraw: true,
    });
    expect((await seenBy("expert", id)).offers[0]).toMatchObject({
      canAccept: false,
      canWithdraw: true,
    });
    expect((await seenBy("gridWorker", id)).offers[0]).toMatchObject({
      canAccept: false,
      canWithdraw: false,
    });
  });
});
