import { presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const fields = {
  feesChanged: "kind lines entry { id amountFen } audit { id } community { id }",
  serviceRatingsChanged: "quarter ratings { aspect average count } community { id }",
  complaintReviewed: "review { stars comment } complaint { id }",
  headcountChanged: "community { id }",
  volunteerChanged: "kind volunteer { id }",
};
const listen = async (
  who: PersonName,
  field: keyof typeof fields,
  community: string = ids.community,
) =>
  watch(
    fixture.subgraph,
    people[who],
    `subscription ($community: ID!, $after: String) {
      ${field}(community: $community, after: $after) { ${fields[field]} } }`,
    { community, after: await presentCursor(fixture.subgraph) },
  );
const codeFor = async (
  who: PersonName,
  field: keyof typeof fields,
  community?: string,
): Promise<unknown> => {
  const stream = await listen(who, field, community);
  const { errors } = await stream.next();
  await stream.close();
  return errors?.[0]?.extensions.code;
};
const done = async (who: PersonName, mutation: string, input: object): Promise<any> => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const selection = { importFees: "rows" }[mutation] ?? "id";
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${selection} } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data!["done"];
};
const line = {
  community: ids.community,
  on: "2026-03-05",
  kind: "REPAIR",
  amountFen: 123_456,
  purpose: "更换地下车库照明",
};
const outbox = async (): Promise<string> =>
  JSON.stringify(await fixture.subgraph.orm.em.fork().execute("select payload from outbox"));

describe("feesChanged", () => {
  it("tells of lines entered, taken back and imported, and of an audit finished", async () => {
    const stream = await listen("owner", "feesChanged");
    const { id } = await done("manager", "postFee", line);
    expect(await stream.next()).toEqual({
      kind: "POSTED",
      lines: 1,
      entry: { id, amountFen: 123_456 },
      audit: null,
      community: { id: ids.community },
    });
    const reversal = await done("manager", "reverseFee", { entry: id, reason: "重复登记" });
    expect(await stream.next()).toMatchObject({
      kind: "REVERSED",
      entry: { id: reversal.id, amountFen: -123_456 },
    });
    const csv =
      "日期,项目,金额,用途,对方,人员编号,姓名\n2026-03-01,维修养护,10,修门,,,\n2026-03-02,维修养护,20,修灯,,,\n";
    await done("manager", "importFees", { community: ids.community, csv, dryRun: true });
    await done("manager", "importFees", { community: ids.community, csv, dryRun: false });
    expect(await stream.next()).toMatchObject({ kind: "IMPORTED", lines: 2, entry: null });
    const audit = await done("committee", "auditFees", {
      community: ids.community,
      from: "2026-03-01",
      to: "2026-03-31",
    });
    expect(await stream.next()).toMatchObject({ kind: "AUDITED", audit: { id: audit.id } });
    await stream.close();
    expect(await outbox()).not.toMatch(/卫经理|照明|重复登记/);
  });

  it("keeps the ledgers of communities apart", async () => {
    const stream = await listen("secretary", "feesChanged", ids.otherCommunity);
    await done("manager", "postFee", line);
    const { id } = await done("manager", "postFee", { ...line, community: ids.otherCommunity });
    expect((await stream.next()).entry.id).toBe(id);
    await stream.close();
  });

  it.each(["otherCommittee", "otherGridWorker", "otherManager", "expert", "app"] as const)(
    "is refused to %s",
    async (who) => {
      expect(await codeFor(who, "feesChanged")).toBe("FORBIDDEN");
    },
  );
});

describe("serviceRatingsChanged", () => {
  it("tells what the ratings come to, and never whose they are", async () => {
    const stream = await listen("manager", "serviceRatingsChanged");
    const rate = `mutation ($input: RateServiceInput!) { rateService(input: $input) { aspect } }`;
    for (const [who, stars] of [
      ["owner", 5],
      ["otherOwner", 2],
    ] as const) {
      const { errors } = await fixture.subgraph.ask(people[who], rate, {
        input: { community: ids.community, stars: [{ aspect: "REPAIR", stars }] },
      });
      expect(errors).toBeUndefined();
      expect(await stream.next()).toEqual({
        quarter: expect.stringMatching(/^\d{4}-Q[1-4]$/),
        ratings: [
          who === "owner"
            ? { aspect: "REPAIR", average: 5, count: 1 }
            : { aspect: "REPAIR", average: 3.5, count: 2 },
        ],
        community: { id: ids.community },
      });
    }
    await stream.close();
    expect(await outbox()).not.toContain(people.owner.sub);
  });

  it("is refused where the scopes lack", async () => {
    const stream = await watch(
      fixture.subgraph,
      { ...people.app, scope: "identity:read" },
      `subscription ($community: ID!) { serviceRatingsChanged(community: $community) { quarter } }`,
      { community: ids.community },
    );
    expect((await stream.next()).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    await stream.close();
  });
});

describe("complaintReviewed", () => {
  it("tells of a case that its reporter rated", async () => {
    const stream = await listen("gridWorker", "complaintReviewed");
    const complaint = fixture.knowCase();
    const comment = "说到做到,按时来的。";
    await done("owner", "reviewComplaint", { complaint, stars: 4, satisfied: true, comment });
    expect(await stream.next()).toEqual({
      review: { stars: 4, comment },
      complaint: { id: complaint },
    });
    await stream.close();
    const payloads = await outbox();
    expect(payloads).not.toContain(comment);
    expect(payloads).not.toContain(people.owner.sub);
  });

  it.each(["manager", "otherCommittee", "otherGridWorker", "expert", "app"] as const)(
    "is refused to %s",
    async (who) => {
      expect(await codeFor(who, "complaintReviewed")).toBe("FORBIDDEN");
    },
  );
});

describe("complaintReviewed, for the one who wrote the review", () => {
  it("tells of their own alone, and nobody of another community", async () => {
    const stream = await listen("owner", "complaintReviewed");
    const neighbour = fixture.knowCase("CLOSED", "otherOwner");
    const rating = { stars: 2, satisfied: false, comment: "还在漏。" };
    await done("otherOwner", "reviewComplaint", { complaint: neighbour, ...rating });
    const own = fixture.knowCase();
    await done("owner", "reviewComplaint", { complaint: own, ...rating });
    expect((await stream.next()).complaint).toEqual({ id: own });
    await stream.close();
    expect(await codeFor("owner", "complaintReviewed", ids.otherCommunity)).toBe("FORBIDDEN");
  });
});

describe("volunteerChanged", () => {
  it("tells the committee who joins and leaves, once for each", async () => {
    const stream = await listen("committee", "volunteerChanged");
    const step = async (mutation: string): Promise<string> => {
      const { data, errors } = await fixture.subgraph.ask(
        people.owner,
        `mutation ($community: ID!) { done: ${mutation}(community: $community) { id } }`,
        { community: ids.community },
      );
      expect(errors).toBeUndefined();
      return data!["done"].id as string;
    };
    const id = await step("joinVolunteers");
    for (const again of ["joinVolunteers", "leaveVolunteers", "leaveVolunteers", "joinVolunteers"])
      await step(again);
    for (const kind of ["JOINED", "LEFT", "JOINED"])
      expect(await stream.next()).toEqual({ kind, volunteer: { id } });
    await stream.close();
  });

  it.each(["owner", "manager", "secretary", "otherCommittee", "app"] as const)(
    "is refused to %s",
    async (who) => {
      expect(await codeFor(who, "volunteerChanged")).toBe("FORBIDDEN");
    },
  );
});

describe("headcountChanged", () => {
  it("tells that the committee counted, of the community asked for", async () => {
    const streams = [
      await listen("manager", "headcountChanged"),
      await listen("manager", "headcountChanged", ids.otherCommunity),
    ];
    const seen = [{ post: "CLEANER", count: 7 }];
    await done("committee", "recordHeadcount", { community: ids.community, seen });
    await done("otherCommittee", "recordHeadcount", { community: ids.otherCommunity, seen });
    expect(await Promise.all(streams.map((stream) => stream.next()))).toEqual([
      { community: { id: ids.community } },
      { community: { id: ids.otherCommunity } },
    ]);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it("is refused where the scopes lack", async () => {
    const stream = await watch(
      fixture.subgraph,
      { ...people.app, scope: "identity:read" },
      `subscription ($community: ID!) { headcountChanged(community: $community) { cursor } }`,
      { community: ids.community },
    );
    expect((await stream.next()).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    await stream.close();
  });
});
