import { ComplaintState } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Answer } from "@hutong/kit/testing";

import { Complaint } from "../src/complaint/complaint.entity.js";
import { type Fixture, ids, people, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const report =
  "mutation ($input: ReportComplaintInput!) { reportComplaint(input: $input) { id number state } }";
const input = {
  community: ids.community,
  title: "路灯不亮",
  description: "东门路灯三天不亮",
  category: "FACILITY_DAMAGE",
  publicPlace: "东门",
  place: "东门",
  reporterName: "欧阳敏",
  reporterPhone: "13912345678",
};
const count = (): Promise<number> => fixture.subgraph.orm.em.fork().count(Complaint);

describe("reporting a complaint", () => {
  it.each(["owner", "gridWorker", "secretary", "committee"] as const)(
    "is allowed to %s",
    async (who) => {
      const { data, errors } = await fixture.subgraph.ask(people[who], report, { input });
      expect(errors).toBeUndefined();
      expect(data?.["reportComplaint"]).toMatchObject({
        state: "RECEIVED",
        number: expect.stringMatching(/^TS-\d{4}-\d{4}$/),
      });
    },
  );

  it.each(["otherGridWorker", "manager", "expert", "cleaner", "app"] as const)(
    "is refused to %s",
    async (who) => {
      const before = await count();
      const { errors } = await fixture.subgraph.ask(people[who], report, { input });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
      expect(await count()).toBe(before);
    },
  );

  it.each([
    ["an over-long title", { title: "很".repeat(61) }, "INVALID_INPUT"],
    ["an empty description", { description: "" }, "INVALID_INPUT"],
    ["a phone that is none", { reporterPhone: "12345" }, "INVALID_INPUT"],
    ["a wrong category", { category: "WEATHER" }, "BAD_USER_INPUT"],
    ["an unknown community", { community: "cty_01ARZ3NDEKTSV4RRFFQ69G5FZZ" }, "NOT_FOUND"],
    ["an id of another type", { community: ids.grid }, "INVALID_ID"],
    ["an id that is none", { community: "'; drop table complaint; --" }, "INVALID_ID"],
  ])("refuses %s and stores nothing", async (_what, wrong, code) => {
    const before = await count();
    const { errors } = await fixture.subgraph.ask(people.owner, report, {
      input: { ...input, ...wrong },
    });
    expect(errors?.[0]?.extensions["code"]).toBe(code);
    expect(await count()).toBe(before);
  });

  it("names each value that breaks a rule", async () => {
    const { errors } = await fixture.subgraph.ask(people.owner, report, {
      input: { ...input, title: "x", reporterPhone: "1" },
    });
    expect(Object.keys(errors?.[0]?.extensions["fields"] as object)).toEqual([
      "title",
      "reporterPhone",
    ]);
  });
});

interface Page {
  readonly edges: { node: { id: string } }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

describe("paging through the list", () => {
  it("gives every case once, in order, whatever comes in meanwhile", async () => {
    const made: string[] = [];
    for (let i = 0; i < 12; i++) made.push(await fixture.complain());
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: Answer = await fixture.subgraph.ask(
        people.manager,
        "query ($after: String) { complaints(first: 5, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      const page: Page = answer.data!["complaints"];
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (seen.length === 5) await fixture.complain(undefined, { reportedAt: new Date() });
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => made.includes(id))).toEqual(made.toReversed());
  });

  it("refuses a cursor that it did not make", async () => {
    for (const after of ["nonsense", Buffer.from('["title","x","y"]').toString("base64url")]) {
      const { errors } = await fixture.subgraph.ask(
        people.manager,
        "query ($a: String) { complaints(after: $a) { edges { cursor } } }",
        { a: after },
      );
      expect(errors?.[0]?.extensions["code"]).toBe("INVALID_CURSOR");
    }
  });

  it("refuses more than a hundred at once", async () => {
    const { errors } = await fixture.subgraph.ask(
      people.manager,
      "{ complaints(first: 101) { edges { cursor } } }",
    );
    expect(errors?.[0]?.extensions["code"]).toBe("INVALID_INPUT");
  });

  it("finds words in title and description, and treats % as itself", async () => {
    const id = await fixture.complain(undefined, { title: "涨价 100% 不合理" });
    const search = async (words: string): Promise<string[]> => {
      const { data } = await fixture.subgraph.ask(
        people.manager,
        "query ($s: String) { complaints(first: 100, filter: { search: $s }) { edges { node { id } } } }",
        { s: words },
      );
      return data?.["complaints"].edges.map(({ node }: { node: { id: string } }) => node.id);
    };
    expect(await search("100%")).toEqual([id]);
    expect(await search("没有这样的字")).toEqual([]);
    const shed = await fixture.complain(undefined, { title: "A栋车棚Roof漏雨" });
    for (const words of ["车棚", "棚", "roof漏", "A栋车棚Roof漏雨", " 车棚 "])
      expect(await search(words)).toEqual([shed]);
    expect(await search("棚车")).toEqual([]);
    // The pairs are all there, but not one after the other.
    await fixture.complain(undefined, { title: "甲乙 乙丙" });
    expect(await search("甲乙丙")).toEqual([]);
    const { number } = await fixture.stored(shed);
    expect(await search(number)).toContain(shed);
    const numbered = await fixture.complain(undefined, { number: "TS-2026-0042" });
    const longer = await fixture.complain(undefined, { number: "TS-2026-00421" });
    expect(await search("ts-2026-0042")).toEqual([numbered]);
    expect(new Set(await search("ts-2026-004"))).toEqual(new Set([numbered, longer]));
    for (const begin of ["ts-2026-", "ts-2026-0", "ts-2026-00"]) {
      expect(await search(begin)).toEqual(expect.arrayContaining([numbered, longer]));
      expect(await search(begin.replace("26", "24"))).toEqual([]);
    }
    expect(await search("ts-2026-9")).toEqual([]);
    expect(await search("2026-0042")).toHaveLength(2);
  });
});

describe("counting open cases", () => {
  it("counts what the actor may see, by state and grade", async () => {
    const counts = async (who: keyof typeof people) => {
      const { data } = await fixture.subgraph.ask(
        people[who],
        `query ($f: ComplaintFilterInput) { complaintCounts(filter: $f) { state grade count } }`,
        { f: { categories: ["DOGS"] } },
      );
      return data?.["complaintCounts"];
    };
    for (const [state, grade] of [
      ["DISPATCHED", "URGENT"],
      ["DISPATCHED", "URGENT"],
      ["FILED", "MINOR"],
      ["CLOSED", "MINOR"],
    ] as const)
      await fixture.complain(ComplaintState[state], { category: "DOGS", grade });
    const expected = [
      { state: "DISPATCHED", grade: "URGENT", count: 2 },
      { state: "FILED", grade: "MINOR", count: 1 },
    ];
    for (const who of ["gridWorker", "manager", "secretary", "committee", "owner"] as const)
      expect(await counts(who)).toEqual(expected);
    for (const who of ["otherGridWorker", "otherManager", "otherOwner", "cleaner"] as const)
      expect(await counts(who)).toEqual([]);
  });
});
