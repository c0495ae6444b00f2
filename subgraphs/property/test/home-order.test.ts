import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { HomeOrder } from "../src/home-order/home-order.entity.js";
import { HomeOrderEntry, HomeOrderState } from "../src/home-order/home-order.state.js";
import { FirmStaff } from "../src/staff/staff.entity.js";
import { codeOf, type Fixture, ids, people, type PersonName, watchField } from "./fixture.js";
import { monday, setTime, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
let tap: string;
let lamp: string;
beforeAll(async () => {
  fixture = await startMonday();
  const price = async (service: string, priceFen: number) =>
    (
      await fixture.subgraph.ask(
        people.manager,
        "mutation ($input: SetPriceInput!) { setPrice(input: $input) { id } }",
        { input: { firm: ids.firm, service, unit: "个", priceFen } },
      )
    ).data!["setPrice"].id as string;
  tap = await price("更换水龙头", 3000);
  lamp = await price("检修灯具", 2000);
  await fixture.subgraph.orm.em
    .fork()
    .nativeUpdate(FirmStaff, { id: ids.repairer }, { vettedOn: "2026-01-05" });
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});
beforeEach(() => setTime(monday));

const fields = `id entry state title priceFen quote { service quantity unitPriceFen } note score comment
  lateAt answeredAt steps staff { id } resident { name phone address masked }`;
const place = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: PlaceHomeOrderInput!) { placeHomeOrder(input: $input) { ${fields} } }`,
    {
      input: {
        project: ids.project,
        entry: "SERVICE",
        title: "厨房水龙头滴水",
        phone: "13812345678",
        address: "3 号楼 502",
        ...input,
      },
    },
  );

const steps: Record<string, { field: string; type: string; who: PersonName; more: () => object }> =
  {
    ACCEPT: {
      field: "acceptHomeOrder",
      type: "AcceptHomeOrderInput",
      who: "manager",
      more: () => ({ staff: ids.repairer }),
    },
    DECLINE: {
      field: "declineHomeOrder",
      type: "DeclineHomeOrderInput",
      who: "manager",
      more: () => ({ reason: "不在服务范围" }),
    },
    VISIT: {
      field: "visitHomeOrder",
      type: "HomeOrderStepInput",
      who: "assignee",
      more: () => ({}),
    },
    QUOTE: {
      field: "quoteHomeOrder",
      type: "QuoteHomeOrderInput",
      who: "assignee",
      more: () => ({ lines: [{ item: tap }] }),
    },
    AGREE: {
      field: "agreeToHomeOrder",
      type: "AgreeToHomeOrderInput",
      who: "owner",
      more: () => ({ priceFen: 3000 }),
    },
    FINISH: {
      field: "finishHomeOrder",
      type: "FinishHomeOrderInput",
      who: "assignee",
      more: () => ({ note: "已更换,试水不漏" }),
    },
    RATE: {
      field: "rateHomeOrder",
      type: "RateHomeOrderInput",
      who: "owner",
      more: () => ({ score: 5, comment: "很快" }),
    },
    CANCEL: {
      field: "cancelHomeOrder",
      type: "HomeOrderStepInput",
      who: "owner",
      more: () => ({}),
    },
  };
const take = (step: string, order: string, more: object = {}, who = steps[step]!.who) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${steps[step]!.type}!) { step: ${steps[step]!.field}(input: $input) { ${fields} } }`,
    { input: { order, ...steps[step]!.more(), ...more } },
  );
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(HomeOrder, id);

/** An order put straight into a state, with the repairer sent. */
async function order(state: HomeOrderState, entry = HomeOrderEntry.SERVICE): Promise<string> {
  const { data } = await place("owner", { entry });
  const { id } = data!["placeHomeOrder"];
  await fixture.subgraph.orm.em.fork().nativeUpdate(
    HomeOrder,
    { id },
    {
      state,
      priceFen: 3000,
      ...(state !== HomeOrderState.ORDERED && {
        staff: ids.repairer,
        staffPersonId: people.assignee.sub,
      }),
    },
  );
  return id;
}

describe("an order", () => {
  it("goes from the resident to a price agreed beforehand, the work and a rating the consortium can follow", async () => {
    const stream = await watchField(
      fixture.subgraph,
      "service",
      `subscription ($firm: ID!, $after: String) {
        homeOrderChanged(firm: $firm, kinds: [RATED], after: $after) {
          kind order { id score priceFen resident { name phone address masked } } } }`,
      { firm: ids.firm },
    );
    const rated = stream.next();
    const { data } = await place("owner");
    const { id } = data!["placeHomeOrder"];
    expect(id).toMatch(/^hso_f07_/);
    await take("ACCEPT", id);
    await take("VISIT", id);
    const shown = await take("QUOTE", id, {
      lines: [
        { item: tap, quantity: 2 },
        { item: lamp, unitPriceFen: 500 },
      ],
    });
    expect(shown.data!["step"]).toMatchObject({
      state: "QUOTED",
      priceFen: 6500,
      quote: [
        { service: "更换水龙头", quantity: 2, unitPriceFen: 3000 },
        { service: "检修灯具", quantity: 1, unitPriceFen: 500 },
      ],
    });
    expect(codeOf(await take("FINISH", id))).toBe("ILLEGAL_TRANSITION");
    expect(codeOf(await take("AGREE", id, { priceFen: 6000 }))).toBe("CONFLICT");
    expect((await stored(id)).state).toBe("QUOTED");
    await take("AGREE", id, { priceFen: 6500 });
    await take("FINISH", id);
    const done = await take("RATE", id);
    expect(done.data!["step"]).toMatchObject({
      state: "RATED",
      score: 5,
      comment: "很快",
      steps: [],
    });
    expect(await rated).toMatchObject({
      kind: "RATED",
      order: { id, score: 5, priceFen: 6500, resident: { masked: true, address: null } },
    });
    await stream.close();
  });

  it("about something public costs nothing and needs no price", async () => {
    const id = await order(HomeOrderState.VISITING, HomeOrderEntry.PUBLIC_AREA);
    expect(codeOf(await take("QUOTE", id))).toBe("ILLEGAL_TRANSITION");
    expect((await take("FINISH", id)).data!["step"].state).toBe("DONE");
  });

  it("that is an emergency is late after 30 minutes without an answer, and only then", async () => {
    const answered = (await place("owner", { entry: "EMERGENCY" })).data!["placeHomeOrder"].id;
    await take("ACCEPT", answered);
    const { data } = await place("owner", { entry: "EMERGENCY", title: "吸顶灯不亮" });
    const { id } = data!["placeHomeOrder"];
    const stream = await watchField(
      fixture.subgraph,
      "manager",
      `subscription ($firm: ID!, $after: String) { homeOrderChanged(firm: $firm, after: $after) {
        kind order { id state lateAt } } }`,
      { firm: ids.firm },
    );
    const late = stream.next();
    setTime("2026-05-11T07:31:00+08:00");
    expect(await late).toMatchObject({ kind: "LATE", order: { id, state: "ORDERED" } });
    await stream.close();
    expect((await stored(answered)).lateAt).toBeNull();
    expect((await take("ACCEPT", id)).data!["step"].state).toBe("ACCEPTED");
  });
});

describe("a price", () => {
  it.each<[string, () => object, string]>([
    ["above the list", () => ({ lines: [{ item: tap, unitPriceFen: 3001 }] }), "PRICE_ABOVE_LIST"],
    ["for nothing", () => ({ lines: [] }), "INVALID_INPUT"],
    ["below nothing", () => ({ lines: [{ item: tap, unitPriceFen: -1 }] }), "INVALID_INPUT"],
    ["by an id of another type", () => ({ lines: [{ item: ids.project }] }), "INVALID_ID"],
    [
      "not on the list",
      () => ({ lines: [{ item: "pri_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ" }] }),
      "INVALID_INPUT",
    ],
  ])("%s is refused", async (_what, more, code) => {
    const id = await order(HomeOrderState.VISITING);
    expect(codeOf(await take("QUOTE", id, more()))).toBe(code);
    expect((await stored(id)).state).toBe("VISITING");
  });

  it("that was replaced on the list is refused", async () => {
    const set = (priceFen: number) =>
      fixture.subgraph.ask(
        people.manager,
        "mutation ($input: SetPriceInput!) { setPrice(input: $input) { id } }",
        { input: { firm: ids.firm, service: "疏通地漏", unit: "次", priceFen } },
      );
    const old = (await set(8000)).data!["setPrice"].id;
    await set(6000);
    const id = await order(HomeOrderState.VISITING);
    expect(codeOf(await take("QUOTE", id, { lines: [{ item: old }] }))).toBe("INVALID_INPUT");
  });
});

describe("who is sent", () => {
  it.each<[string, Partial<FirmStaff>]>([
    ["has not been vetted", { vettedOn: null }],
    ["has left", { leftOn: "2026-05-01" }],
  ])("is refused who %s", async (_why, change) => {
    const em = fixture.subgraph.orm.em.fork();
    await em.nativeUpdate(FirmStaff, { id: ids.manager }, { vettedOn: "2026-01-05", ...change });
    const id = await order(HomeOrderState.ORDERED);
    expect(codeOf(await take("ACCEPT", id, { staff: ids.manager }))).toBe("INVALID_INPUT");
    await em.nativeUpdate(FirmStaff, { id: ids.manager }, { leftOn: null, vettedOn: null });
  });

  it("is refused who works for another firm", async () => {
    const id = await order(HomeOrderState.ORDERED);
    expect(codeOf(await take("ACCEPT", id, { staff: ids.otherRepairer }))).toBe("INVALID_INPUT");
  });
});

describe("the resident", () => {
  const clear = { name: "测试员", phone: "13812345678", address: "3 号楼 502", masked: false };
  const masked = { name: "测**", phone: "138****5678", address: null, masked: true };
  const seenBy = async (who: PersonName, id: string) =>
    (
      await fixture.subgraph.ask(
        people[who],
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on HomeOrder {
          resident { name phone address masked } } } }`,
        { r: [{ __typename: "HomeOrder", id }] },
      )
    ).data?.["_entities"][0]?.resident;

  it.each<[PersonName, object | undefined]>([
    ["owner", clear],
    ["assignee", clear],
    ["manager", masked],
    ["secretary", masked],
    ["service", masked],
    ["otherManager", undefined],
    ["otherExpert", undefined],
    ["otherOwner", undefined],
    ["gridWorker", undefined],
  ])("is shown to %s as %o", async (who, expected) => {
    const id = await order(HomeOrderState.ACCEPTED);
    expect(await seenBy(who, id)).toEqual(expected);
  });

  it("is hidden again from who was sent, when the work is over", async () => {
    for (const state of ["DONE", "RATED", "CANCELLED"] as const)
      expect(await seenBy("assignee", await order(HomeOrderState[state]))).toEqual(masked);
  });

  it("reads who was given the address, and nobody else reads that", async () => {
    const { data } = await place("owner");
    const { id } = data!["placeHomeOrder"];
    await take("ACCEPT", id);
    const ledger = (who: PersonName) =>
      fixture.subgraph.ask(
        people[who],
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on HomeOrder {
          disclosures { name purpose at } } } }`,
        { r: [{ __typename: "HomeOrder", id }] },
      );
    expect((await ledger("owner")).data!["_entities"][0].disclosures).toEqual([
      expect.objectContaining({ name: "刘德胜", purpose: "上门服务:厨房水龙头滴水" }),
    ]);
    for (const who of ["manager", "assignee", "secretary"] as const)
      expect(codeOf(await ledger(who))).toBe("FORBIDDEN");
  });

  it("is in no event", async () => {
    const rows = await fixture.subgraph.orm.em
      .fork()
      .execute("select payload from outbox where topic = 'home-order'");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/13812345678|3 号楼|测试员/);
  });
});

/** Written out once more by hand. */
const legal: Readonly<Record<string, readonly string[]>> = {
  ACCEPT: ["ORDERED", "ACCEPTED"],
  DECLINE: ["ORDERED"],
  VISIT: ["ACCEPTED"],
  QUOTE: ["VISITING", "QUOTED"],
  AGREE: ["QUOTED"],
  FINISH: ["AGREED"],
  RATE: ["DONE"],
  CANCEL: ["ORDERED", "ACCEPTED", "VISITING", "QUOTED"],
};

describe("every step from every state", () => {
  it.each(
    Object.keys(legal).flatMap((step) =>
      Object.values(HomeOrderState).map((state) => [step, state] as const),
    ),
  )("%s from %s", async (step, state) => {
    const id = await order(state);
    const answered = await take(step, id);
    if (legal[step]!.includes(state)) {
      expect(answered.errors).toBeUndefined();
    } else {
      // Nobody works on an order to which nobody is sent.
      const nobodySent = state === "ORDERED" && ["VISIT", "QUOTE", "FINISH"].includes(step);
      expect(codeOf(answered)).toBe(nobodySent ? "FORBIDDEN" : "ILLEGAL_TRANSITION");
      expect((await stored(id)).state).toBe(state);
    }
  });
});

describe("who may", () => {
  it.each<PersonName>(["otherOwner", "manager", "assignee", "gridWorker", "secretary", "app"])(
    "%s orders nothing here",
    async (who) => {
      expect(codeOf(await place(who))).toBe("FORBIDDEN");
    },
  );

  it.each(Object.keys(steps))("%s is taken by nobody but who may", async (step) => {
    const id = await order(legal[step]![0] as HomeOrderState);
    const before = await stored(id);
    const allowed = steps[step]!.who;
    const others = (Object.keys(people) as PersonName[]).filter(
      (who) => who !== allowed && !(allowed === "manager" && who === "deputy"),
    );
    for (const who of others) expect(codeOf(await take(step, id, {}, who))).toBe("FORBIDDEN");
    expect(await stored(id)).toEqual(before);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ phone: "123" }, "INVALID_INPUT"],
    [{ wantedAt: "2026-05-10T00:00:00Z" }, "INVALID_INPUT"],
    [{ title: "" }, "INVALID_INPUT"],
    [{ project: ids.firm }, "INVALID_ID"],
  ])("nothing is ordered with %j", async (input, code) => {
    expect(codeOf(await place("owner", input))).toBe(code);
  });

  it("lists to each what is theirs", async () => {
    await order(HomeOrderState.ACCEPTED);
    const count = async (who: PersonName) =>
      (await fixture.subgraph.ask(people[who], "{ homeOrders { edges { node { id } } } }")).data![
        "homeOrders"
      ].edges.length;
    for (const who of ["owner", "manager", "assignee", "secretary"] as const)
      expect(await count(who)).toBeGreaterThan(0);
    for (const who of ["otherOwner", "otherManager", "otherExpert", "gridWorker"] as const)
      expect(await count(who)).toBe(0);
  });
});
