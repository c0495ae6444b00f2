import { ClockKind, ClockState, type ComplaintCategory, type ComplaintState } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CaseFact } from "../src/rates/case-fact.entity.js";
import { factOf } from "../src/rates/fact.js";
import { rateOf, Rounding } from "../src/rates/rate.js";
import { record } from "../src/rates/rollup.js";
import { consortium } from "../src/subgraph.js";
import { firmId, people, type PersonName, register } from "./fixture.js";
import { type NeighborhoodStub, startNeighborhood } from "./neighborhood.stub.js";

let neighborhood: NeighborhoodStub;
let subgraph: TestSubgraph;
let counted: Awaited<ReturnType<typeof watch>>;
beforeAll(async () => {
  neighborhood = await startNeighborhood();
  subgraph = await startTestSubgraph(consortium, {
    hubUrl: neighborhood.url,
    serviceToken: async () => "of the consortium",
  });
  await register(subgraph);
  counted = await watch(
    subgraph,
    people.app,
    'subscription { ratesChanged(after: "0-0") { day category firm { id } community { id } } }',
  );
});
afterAll(async () => {
  await counted.close();
  await subgraph.stop();
  await neighborhood.stop();
});

const ulid = (n: number): string => `01ARZ3NDEKTSV4RRFFQ6${n.toString().padStart(6, "0")}`;
const communityId = (n: number): string => `cty_${ulid(n)}`;
const hour = 3_600_000;
const at = (start: string, hours: number): string =>
  new Date(new Date(start).getTime() + hours * hour).toISOString();

let told = 0;

interface Story {
  id?: string;
  day?: string;
  firm?: number | null;
  community?: number;
  category?: string;
  state?: string;
  /** Hours after it came in; null: it has not happened. */
  respondedAfter?: number | null;
  closedAfter?: number | null;
  satisfied?: boolean | null;
  outOfScope?: "REPORTED" | "FOUND";
  suspended?: boolean;
  dispatched?: boolean;
}

/** A case as the neighborhood tells of it, at any stage of it. */
function caseOf({
  id = `cmp_${ulid(++told)}`,
  day = "2026-03-02",
  firm = 1,
  community = 1,
  category = "WATER_LEAK",
  respondedAfter = 1,
  closedAfter = 20,
  satisfied = null,
  outOfScope,
  suspended = false,
  dispatched = true,
  state = closedAfter === null ? "IN_PROGRESS" : "CLOSED",
}: Story = {}) {
  const reportedAt = `${day}T01:00:00.000Z`;
  const time = (hours: number | null): string | null =>
    hours === null ? null : at(reportedAt, hours);
  const clock = (kind: ClockKind, due: number, stopped: number | null) => ({
    kind,
    startedAt: reportedAt,
    dueAt: at(reportedAt, due),
    stoppedAt: time(stopped),
    state: suspended ? ClockState.PAUSED : ClockState.RUNNING,
  });
  return {
    id,
    number: `TS-${id}`,
    channel: "PATROL",
    category: category as ComplaintCategory,
    state: state as ComplaintState,
    reportedAt,
    closedAt: time(closedAfter),
    satisfied,
    outOfScopeAt: outOfScope ? reportedAt : null,
    outOfScopeReported: outOfScope ? outOfScope === "REPORTED" : null,
    community: { id: communityId(community) },
    responsibleFirm: firm === null ? null : { id: firmId(firm) },
    clocks: dispatched
      ? [
          clock(ClockKind.PUBLIC_RESPOND, 2, respondedAfter),
          clock(ClockKind.PUBLIC_RESOLVE, 48, closedAfter),
        ]
      : [],
  };
}

/** Has the neighborhood tell a case; gives its id. */
function tell(story: Story = {}): string {
  const complaint = caseOf(story);
  neighborhood.tell("complaintChanged", { kind: "ADVANCED", at: complaint.reportedAt, complaint });
  return complaint.id;
}

/** Takes in many cases as the follower does with each it is told, in one transaction; gives their ids. */
async function takeIn(stories: readonly Story[]): Promise<string[]> {
  const cases = stories.map(caseOf);
  await subgraph.orm.em.fork().transactional((em) => record(em, cases.map(factOf)));
  return cases.map(({ id }) => id);
}

/** Waits until so many changes of the sums were announced. */
async function heard(changes: number): Promise<any> {
  let last: any;
  for (let i = 0; i < changes; i++) last = await counted.next();
  return last;
}

const rateFields = "{ numerator denominator percent text }";
const ratesQuery = `query ($from: LocalDate!, $to: LocalDate!, $firm: ID, $community: ID, $category: ComplaintCategory, $rounding: Rounding! = TRUNCATE, $digits: Int! = 1) {
  rates(from: $from, to: $to, firm: $firm, community: $community, category: $category, rounding: $rounding, digits: $digits) {
    received open response ${rateFields} completion ${rateFields} satisfaction ${rateFields} reporting ${rateFields} } }`;

async function ask(query: string, variables: Record<string, unknown>, who: PersonName = "app") {
  const { data, errors } = await subgraph.ask(people[who], query, variables);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0];
}

const rates = (day: string, more: Record<string, unknown> = {}) =>
  ask(ratesQuery, { from: day, to: day, ...more });
const demandsQuery = `query ($from: LocalDate!, $to: LocalDate!, $communities: Int!, $cases: Int!) {
  commonDemands(from: $from, to: $to, communities: $communities, cases: $cases) { category communities { id } received } }`;

/** The same from the cases themselves: categories with two cases or more in each of two communities or more. */
function recurring(facts: readonly CaseFact[]) {
  const found = [...Map.groupBy(facts, ({ category }) => category)].flatMap(([category, those]) => {
    const places = [...Map.groupBy(those, ({ communityId }) => communityId)]
      .map(([id, cases]) => ({ id, received: cases.length }))
      .filter(({ received }) => received >= 2)
      .toSorted((a, b) => b.received - a.received || (a.id < b.id ? -1 : 1));
    const received = places.reduce((sum, place) => sum + place.received, 0);
    return places.length < 2
      ? []
      : [{ category, communities: places.map(({ id }) => ({ id })), received }];
  });
  return found.toSorted(
    (a, b) =>
      b.communities.length - a.communities.length ||
      b.received - a.received ||
      (a.category < b.category ? -1 : 1),
  );
}
const fraction = ({ numerator, denominator }: any): string => `${numerator}/${denominator}`;

describe("the four rates", () => {
  it("give the figures that the consortium has published, from the cases themselves", async () => {
    const published = Array.from({ length: 514 }, (_none, n) => ({
      day: "2026-01-05",
      closedAfter: n < 461 ? 30 : null,
      respondedAfter: n < 500 ? 1 : 5,
      satisfied: n < 461 ? n < 393 : null,
      firm: 1 + (n % 5),
      community: 1 + (n % 40),
    }));
    // The last of each kind are told one by one: what is followed adds to what is there.
    const isTold = (_story: Story, n: number): boolean => [392, 460, 499, 513].includes(n);
    await takeIn(published.filter((story, n) => !isTold(story, n)));
    for (const story of published.filter(isTold)) tell(story);
    await heard(514);
    const truncated = await rates("2026-01-05");
    expect(truncated).toMatchObject({
      received: 514,
      open: 53,
      completion: { numerator: 461, denominator: 514, percent: 89.6, text: "89.6%" },
      satisfaction: { numerator: 393, denominator: 461, text: "85.2%" },
      response: { numerator: 500, denominator: 514, text: "97.2%" },
    });
    const rounded = await rates("2026-01-05", { rounding: "HALF_UP" });
    expect(rounded.completion).toMatchObject({ percent: 89.7, text: "89.7%" });
    expect(rounded.satisfaction.text).toBe("85.2%");
    expect((await rates("2026-01-05", { digits: 2 })).completion.text).toBe("89.68%");
  });

  it("follow a case through all that happens to it, and count it once", async () => {
    const day = "2026-03-03";
    const id = tell({
      day,
      state: "RECEIVED",
      dispatched: false,
      respondedAfter: null,
      closedAfter: null,
      firm: null,
    });
    await heard(1);
    expect(await rates(day)).toMatchObject({
      received: 1,
      open: 1,
      response: { denominator: 0, percent: null, text: null },
    });
    tell({ id, day, state: "DISPATCHED", respondedAfter: null, closedAfter: null });
    await heard(1);
    expect(fraction((await rates(day)).response)).toBe("0/1");
    tell({ id, day, state: "RESPONDED", respondedAfter: 1.5, closedAfter: null });
    await heard(1);
    expect(fraction((await rates(day)).response)).toBe("1/1");
    tell({ id, day, closedAfter: 30, satisfied: false });
    await heard(1);
    const closed = await rates(day);
    expect([closed.completion, closed.satisfaction].map(fraction)).toEqual(["1/1", "0/1"]);
    tell({ id, day, state: "REOPENED", respondedAfter: null, closedAfter: null });
    tell({ id, day, firm: 2, closedAfter: 40, satisfied: true });
    await heard(2);
    expect(await rates(day)).toMatchObject({
      received: 1,
      open: 0,
      satisfaction: { text: "100.0%" },
    });
    expect((await rates(day, { firm: firmId(1) })).received).toBe(0);
    expect((await rates(day, { firm: firmId(2) })).received).toBe(1);
  });

  it("change nothing when they are told of a case again", async () => {
    const day = "2026-03-04";
    const id = tell({ day });
    await heard(1);
    const before = await rates(day);
    tell({ id, day });
    tell({ day, community: 2 });
    expect((await heard(1)).community.id).toBe(communityId(2));
    expect(await rates(day, { community: communityId(1) })).toEqual(before);
  });

  it("count as due what is answered or late, and what has time left not yet", async () => {
    const day = "2999-01-01";
    tell({ day, respondedAfter: null, closedAfter: null });
    tell({ day, respondedAfter: 1, closedAfter: null });
    tell({ day, respondedAfter: 1, closedAfter: 20 });
    await heard(3);
    const young = await rates(day);
    expect([young.response, young.completion].map(fraction)).toEqual(["2/2", "1/1"]);
    const ranked = await ask(
      `query { rateRanking(by: FIRM, rate: RESPONSE, from: "${day}", to: "${day}") { rates { response ${rateFields} } } }`,
      {},
    );
    expect(fraction(ranked[0].rates.response)).toBe("2/2");
    const old = "2026-03-05";
    tell({ day: old, respondedAfter: null, closedAfter: null });
    tell({ day: old, respondedAfter: 3, closedAfter: 60 });
    await heard(2);
    const late = await rates(old);
    expect([late.response, late.completion].map(fraction)).toEqual(["0/2", "1/2"]);
  });

  it("leave out joined and refused cases, and what is put off or not the firm's duty", async () => {
    const day = "2026-03-06";
    tell({ day, state: "MERGED", closedAfter: null });
    tell({ day, state: "REJECTED", closedAfter: null });
    tell({ day, suspended: true, state: "SUSPENDED", respondedAfter: null, closedAfter: null });
    tell({
      day,
      state: "OUT_OF_SCOPE",
      outOfScope: "REPORTED",
      respondedAfter: null,
      closedAfter: null,
    });
    tell({ day, outOfScope: "FOUND", closedAfter: 10 });
    // Joined and refused ones change no sum, so nothing tells of them.
    await heard(3);
    expect(await rates(day)).toMatchObject({
      received: 3,
      response: { denominator: 0 },
      completion: { denominator: 0 },
      reporting: { numerator: 1, denominator: 2, text: "50.0%" },
    });
  });

  it("agree with a recount of the cases, however they are narrowed", async () => {
    let seed = 7;
    const pick = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
    const categories = ["LIFT", "NOISE", "FEES"];
    // Both ends of months, quarters and years, and the last of a February.
    const days =
      "2022-03-10 2022-03-11 2022-12-21 2023-09-30 2023-10-01 2023-12-31 2024-01-01 2024-02-20 2024-02-29 2024-04-01 2024-04-30".split(
        " ",
      );
    const stories: Story[] = [];
    const randomStory = (id?: string): Story => ({
      ...(id && { id }),
      day: days[pick(days.length)]!,
      firm: pick(5) === 0 ? null : 1 + pick(3),
      community: 1 + pick(4),
      category: categories[pick(3)]!,
      respondedAfter: [null, 1, 5][pick(3)]!,
      closedAfter: [null, 20, 70][pick(3)]!,
      satisfied: [null, true, false][pick(3)]!,
      suspended: pick(6) === 0,
      ...(pick(5) === 0 && { outOfScope: pick(2) ? "REPORTED" : "FOUND" }),
    });
    const made = Array.from({ length: 150 }, () => randomStory());
    for (const [i, id] of (await takeIn(made)).entries()) stories.push({ ...made[i]!, id });
    for (let i = 0; i < 120; i++) {
      const { id, day } = stories[pick(stories.length)]!;
      tell({ ...randomStory(id), day });
    }
    const last = tell({ day: "2026-05-09" });
    while ((await heard(1)).day !== "2026-05-09");
    expect(last).toBeDefined();

    const em = subgraph.orm.em.fork();
    const all = await em.find(CaseFact, { day: { $in: days } });
    expect(all).toHaveLength(stories.length);
    const filters: Record<string, unknown>[] = [{}];
    for (const firm of [1, 2, 3]) filters.push({ firm: firmId(firm) });
    for (const community of [1, 4]) {
      filters.push({ community: communityId(community) });
      filters.push({ community: communityId(community), firm: firmId(2), category: "LIFT" });
    }
    for (const category of categories) filters.push({ category }, { category, firm: firmId(1) });
    const periods = [
      ...days.flatMap((from, i) => days.slice(i).map((to) => [from, to] as const)),
      ["2023-08-15", "2024-07-07"] as const,
      ["2022-01-01", "2024-12-31"] as const,
    ];
    for (const [n, [from, to]] of periods.entries()) {
      const filter = filters[n % filters.length]!;
      const these = all.filter(
        (fact) =>
          fact.day >= from &&
          fact.day <= to &&
          (!filter["firm"] || fact.firmId === filter["firm"]) &&
          (!filter["community"] || fact.communityId === filter["community"]) &&
          (!filter["category"] || fact.category === filter["category"]),
      );
      const due = these.filter((fact) => fact.respondDueAt && fact.awaitsResponse);
      const inTime = due.filter(
        (fact) => fact.respondedAt && fact.respondedAt <= fact.respondDueAt!,
      );
      const closing = these.filter((fact) => fact.awaitsClosing);
      const answered = these.filter((fact) => fact.satisfied !== null);
      const found = await ask(ratesQuery, { from, to, ...filter });
      expect([
        from,
        to,
        filter,
        found.received,
        fraction(found.response),
        fraction(found.completion),
        fraction(found.satisfaction),
      ]).toEqual([
        from,
        to,
        filter,
        these.length,
        `${inTime.length}/${due.length}`,
        `${closing.filter((fact) => fact.closedAt).length}/${closing.length}`,
        `${answered.filter((fact) => fact.satisfied).length}/${answered.length}`,
      ]);
      if (n % 4 === 0)
        expect(await ask(demandsQuery, { from, to, communities: 2, cases: 2 })).toEqual(
          recurring(all.filter((fact) => fact.day >= from && fact.day <= to)),
        );
    }
  });
});

describe("a percentage", () => {
  it.each([
    [461, 514, Rounding.TRUNCATE, 1, "89.6%"],
    [461, 514, Rounding.HALF_UP, 1, "89.7%"],
    [461, 514, Rounding.HALF_UP, 0, "90%"],
    [1, 3, Rounding.TRUNCATE, 4, "33.3333%"],
    [2, 3, Rounding.HALF_UP, 4, "66.6667%"],
    [1, 2000, Rounding.HALF_UP, 1, "0.1%"],
    [1, 2001, Rounding.HALF_UP, 1, "0.0%"],
    [1, 1, Rounding.HALF_UP, 2, "100.00%"],
    [0, 7, Rounding.TRUNCATE, 1, "0.0%"],
    [0, 0, Rounding.TRUNCATE, 1, null],
  ])("of %i in %i by %s to %i digits is %s", (numerator, denominator, rounding, digits, text) => {
    expect(rateOf(numerator, denominator, { rounding, digits }).text).toBe(text);
  });
});

describe("a ranking", () => {
  const day = "2026-06-01";
  const rankingQuery = `query ($by: RateDimension!, $rate: RateKind!, $first: Int! = 50, $category: ComplaintCategory) {
    rateRanking(by: $by, rate: $rate, from: "${day}", to: "${day}", first: $first, category: $category) {
      rank firm { id } community { id } category rates { received completion ${rateFields} } } }`;
  beforeAll(async () => {
    const stories: Story[] = [
      { firm: 1, community: 1, category: "LIFT" },
      { firm: 1, community: 1, category: "NOISE", closedAfter: null },
      { firm: 2, community: 2, category: "LIFT" },
      { firm: 3, community: 3, category: "LIFT" },
      { firm: 3, community: 3, category: "LIFT" },
      { firm: 4, community: 4, category: "FEES", dispatched: false, closedAfter: null },
      { firm: null, community: 5, category: "FEES" },
    ];
    for (const story of stories) tell({ ...story, day });
    await heard(stories.length);
  });

  it("puts the best first, gives equals one place, and who had nothing due last", async () => {
    const lines = await ask(rankingQuery, { by: "FIRM", rate: "COMPLETION" });
    expect(
      lines.map((line: any) => [line.rank, line.firm.id, line.rates.completion.percent]),
    ).toEqual([
      [1, firmId(3), 100],
      [1, firmId(2), 100],
      [3, firmId(1), 50],
      [4, firmId(4), null],
    ]);
  });

  it("tells communities and categories apart, and narrows", async () => {
    const communities = await ask(rankingQuery, {
      by: "COMMUNITY",
      rate: "COMPLETION",
      category: "LIFT",
    });
    expect(communities.map((line: any) => [line.community.id, line.rates.received])).toEqual([
      [communityId(3), 2],
      [communityId(1), 1],
      [communityId(2), 1],
    ]);
    const categories = await ask(rankingQuery, { by: "CATEGORY", rate: "COMPLETION", first: 1 });
    expect(categories).toHaveLength(1);
    expect(categories[0]).toMatchObject({ rank: 1, category: "LIFT", firm: null, community: null });
  });

  it("shares out all problems", async () => {
    const shares = await ask(
      `query { problemDistribution(by: CATEGORY, from: "${day}", to: "${day}") { category received open share ${rateFields} } }`,
      {},
    );
    expect(
      shares.map((share: any) => [share.category, share.received, share.open, share.share.text]),
    ).toEqual([
      ["LIFT", 4, 0, "57.1%"],
      ["FEES", 2, 1, "28.5%"],
      ["NOISE", 1, 1, "14.2%"],
    ]);
    const byFirm = await ask(
      `query { problemDistribution(by: FIRM, from: "${day}", to: "${day}") { firm { id } received } }`,
      {},
    );
    expect(byFirm.find(({ firm }: any) => firm === null).received).toBe(1);
  });

  it("finds the demands that recur in several communities", async () => {
    const demands = (communities: number, cases: number) =>
      ask(demandsQuery, { from: day, to: day, communities, cases });
    expect(await demands(3, 1)).toEqual([
      {
        category: "LIFT",
        communities: [communityId(3), communityId(1), communityId(2)].map((id) => ({ id })),
        received: 4,
      },
    ]);
    expect(await demands(2, 2)).toEqual([]);
  });
});

describe("who asks for rates", () => {
  const day = { from: "2026-01-01", to: "2026-01-31" };
  it("needs a token for what is public, or for cases", async () => {
    for (const [query, root] of [
      [`{ rates(from: "2026-01-01", to: "2026-01-02") { received } }`, "rates"],
      [`{ rateRanking(by: FIRM, from: "2026-01-01", to: "2026-01-02") { rank } }`, "rateRanking"],
      [
        `{ problemDistribution(by: FIRM, from: "2026-01-01", to: "2026-01-02") { received } }`,
        "problemDistribution",
      ],
      [`{ commonDemands(from: "2026-01-01", to: "2026-01-02") { received } }`, "commonDemands"],
    ] as const) {
      const { errors } = await subgraph.ask({ ...people.secretary, scope: "case:write" }, query);
      expect([root, errors?.[0]?.extensions["code"]]).toEqual([root, "FORBIDDEN"]);
      expect((await subgraph.ask(people.owner, query)).errors).toBeUndefined();
    }
    const stream = await watch(
      subgraph,
      { ...people.secretary, scope: "case:write" },
      "subscription { ratesChanged { cursor } }",
    );
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    await stream.close();
  });

  it.each([
    [
      "a period that ends before it begins",
      { from: "2026-02-01", to: "2026-01-01" },
      "INVALID_INPUT",
    ],
    ["a day that is none", { ...day, from: "2026-02-30" }, "INVALID_INPUT"],
    ["five digits", { ...day, digits: 5 }, "INVALID_INPUT"],
    ["an id of another type", { ...day, firm: communityId(1) }, "INVALID_ID"],
    ["an id that is none", { ...day, community: "' or 1=1 --" }, "INVALID_ID"],
  ])("is refused %s", async (_what, variables, code) => {
    const { errors } = await subgraph.ask(people.app, ratesQuery, variables);
    expect(errors?.[0]?.extensions["code"]).toBe(code);
  });
});
