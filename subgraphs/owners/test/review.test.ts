import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const rate =
  "mutation ($input: ReviewComplaintInput!) { reviewComplaint(input: $input) { id stars satisfied comment at } }";
const inputFor = (complaint: string, rest: Record<string, unknown> = {}) => ({
  input: { complaint, stars: 4, satisfied: true, comment: "说到做到,按时来的。", ...rest },
});

describe("rating a case", () => {
  it.each(["RESOLVED", "VERIFIED", "CALLED_BACK", "CLOSED"])(
    "is allowed to its reporter once it is %s",
    async (state) => {
      const id = fixture.knowCase(state);
      const { data, errors } = await fixture.subgraph.ask(people.owner, rate, inputFor(id));
      expect(errors).toBeUndefined();
      expect(data?.["reviewComplaint"]).toMatchObject({
        stars: 4,
        satisfied: true,
        comment: "说到做到,按时来的。",
      });
      expect(await fixture.stored(id)).toMatchObject({
        personId: people.owner.sub,
        communityId: ids.community,
      });
    },
  );

  it("is allowed to a committee member for what they reported themselves, and for nothing else", async () => {
    expect(
      await fixture.code("committee", rate, inputFor(fixture.knowCase("CLOSED", "committee"))),
    ).toBeUndefined();
    expect(
      await fixture.code("committee", rate, inputFor(fixture.knowCase("CLOSED", "owner"))),
    ).toBe("FORBIDDEN");
  });

  it.each([
    "RECEIVED",
    "FILED",
    "DISPATCHED",
    "RESPONDED",
    "IN_PROGRESS",
    "MERGED",
    "REJECTED",
    "OUT_OF_SCOPE",
    "RETURNED",
    "SUSPENDED",
    "REOPENED",
  ])("is refused while it is %s", async (state) => {
    const before = await fixture.countReviews();
    const { errors } = await fixture.subgraph.ask(
      people.owner,
      rate,
      inputFor(fixture.knowCase(state)),
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "ILLEGAL_TRANSITION", state });
    expect(await fixture.countReviews()).toBe(before);
  });

  it.each([
    "otherOwner",
    "gridWorker",
    "secretary",
    "service",
    "manager",
    "expert",
    "cleaner",
    "app",
  ] as const)("is refused to %s", async (who) => {
    const before = await fixture.countReviews();
    expect(await fixture.code(who, rate, inputFor(fixture.knowCase()))).toBe("FORBIDDEN");
    expect(await fixture.countReviews()).toBe(before);
  });

  it("is refused to a token that may only read", async () => {
    const { errors } = await fixture.subgraph.ask(
      { ...people.owner, scope: "case:read" },
      rate,
      inputFor(fixture.knowCase()),
    );
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("is possible once, however many try at once", async () => {
    const id = fixture.knowCase();
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => fixture.code("owner", rate, inputFor(id))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(7);
    expect(await fixture.code("owner", rate, inputFor(id))).toBe("CONFLICT");
  });

  it.each([
    ["six stars", { stars: 6 }, "INVALID_INPUT"],
    ["no star", { stars: 0 }, "INVALID_INPUT"],
    ["half a star", { stars: 0.5 }, "BAD_USER_INPUT"],
    ["a comment too long", { comment: "很".repeat(501) }, "INVALID_INPUT"],
    ["an unknown case", { complaint: ids.unknownComplaint }, "NOT_FOUND"],
    ["an id of another type", { complaint: ids.contract }, "INVALID_ID"],
  ])("refuses %s and stores nothing", async (_what, wrong, code) => {
    const before = await fixture.countReviews();
    expect(await fixture.code("owner", rate, inputFor(fixture.knowCase(), wrong))).toBe(code);
    expect(await fixture.countReviews()).toBe(before);
  });
});

const entities =
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { review { stars } } } }";

describe("a review", () => {
  const seenBy = async (who: PersonName, id: string) =>
    (await fixture.subgraph.ask(people[who], entities, { r: [{ __typename: "Complaint", id }] }))
      .data?.["_entities"][0].review;

  it.each(["owner", "gridWorker", "committee", "secretary", "service"] as const)(
    "is shown to %s",
    async (who) => {
      expect(await seenBy(who, await fixture.review())).toEqual({ stars: 5 });
    },
  );

  it.each([
    "otherOwner",
    "otherGridWorker",
    "otherCommittee",
    "manager",
    "expert",
    "cleaner",
    "app",
  ] as const)("is no more than null to %s", async (who) => {
    expect(await seenBy(who, await fixture.review())).toBeNull();
  });

  it("is looked up once for all cases of a request", async () => {
    const cases = await Promise.all([fixture.review(), fixture.review(), fixture.review()]);
    const find = vi.spyOn(fixture.subgraph.orm.em.getDriver(), "find");
    const { data } = await fixture.subgraph.ask(people.gridWorker, entities, {
      r: [...cases, ids.unknownComplaint].map((id) => ({ __typename: "Complaint", id })),
    });
    expect(find).toHaveBeenCalledTimes(1);
    find.mockRestore();
    expect(
      data?.["_entities"].map(({ review }: { review: object | null }) => review !== null),
    ).toEqual([true, true, true, false]);
  });
});

describe("canReview", () => {
  const canReview = async (who: PersonName, id: string, state: string, masked: boolean) =>
    (
      await fixture.subgraph.ask(
        people[who],
        "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { canReview } } }",
        { r: [{ __typename: "Complaint", id, state, reporter: { masked } }] },
      )
    ).data?.["_entities"][0].canReview;

  it("is true for the reporter of a solved case who has not rated it", async () => {
    expect(await canReview("owner", ids.unknownComplaint, "CLOSED", false)).toBe(true);
    expect(await canReview("owner", ids.unknownComplaint, "IN_PROGRESS", false)).toBe(false);
    expect(await canReview("owner", ids.unknownComplaint, "CLOSED", true)).toBe(false);
    // Shown the identity to do their work, not because it is theirs.
    expect(await canReview("gridWorker", ids.unknownComplaint, "CLOSED", false)).toBe(false);
    expect(await canReview("manager", ids.unknownComplaint, "CLOSED", false)).toBe(false);
    expect(await canReview("owner", await fixture.review(), "CLOSED", false)).toBe(false);
  });
});
