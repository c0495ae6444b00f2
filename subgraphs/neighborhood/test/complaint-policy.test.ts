import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Fixture, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const readQuery =
  "query ($id: ID!) { complaint(id: $id) { id number place reporter { name phone masked } } }";

describe("reading a case", () => {
  const allowed: PersonName[] = [
    "gridWorker",
    "secretary",
    "manager",
    "committee",
    "owner",
    "service",
  ];
  const refused: PersonName[] = [
    "otherGridWorker",
    "otherManager",
    "otherOwner",
    "expert",
    "cleaner",
    "app",
  ];

  it.each(allowed)("is allowed to %s", async (who) => {
    const id = await fixture.complain();
    const { data, errors } = await fixture.subgraph.ask(people[who], readQuery, { id });
    expect(errors).toBeUndefined();
    expect(data?.["complaint"].id).toBe(id);
  });

  it.each(refused)("is refused to %s", async (who) => {
    const id = await fixture.complain();
    const { data, errors } = await fixture.subgraph.ask(people[who], readQuery, { id });
    expect(data?.["complaint"]).toBeNull();
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it.each(refused)("is refused to %s through a reference of another party", async (who) => {
    const id = await fixture.complain();
    const { data, errors } = await fixture.subgraph.ask(
      people[who],
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { number reporter { phone } } } }",
      { r: [{ __typename: "Complaint", id }] },
    );
    expect(data?.["_entities"]).toEqual([null]);
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("lists to each only what is theirs", async () => {
    const mine = await fixture.complain();
    const list = "{ complaints(first: 100) { edges { node { id } } } }";
    const seenBy = async (who: PersonName): Promise<string[]> => {
      const { data } = await fixture.subgraph.ask(people[who], list);
      return data?.["complaints"].edges.map(({ node }: { node: { id: string } }) => node.id) ?? [];
    };
    expect(await seenBy("gridWorker")).toContain(mine);
    expect(await seenBy("manager")).toContain(mine);
    expect(await seenBy("owner")).toContain(mine);
    expect(await seenBy("otherGridWorker")).toEqual([]);
    expect(await seenBy("otherManager")).toEqual([]);
    expect(await seenBy("otherOwner")).toEqual([]);
    expect(await seenBy("expert")).toEqual([]);
  });
});

describe("the reporter's identity", () => {
  it("is masked to everybody but the reporter", async () => {
    const id = await fixture.complain();
    for (const who of ["gridWorker", "secretary", "manager", "committee", "service"] as const) {
      const { data } = await fixture.subgraph.ask(people[who], readQuery, { id });
      expect(data?.["complaint"].reporter).toEqual({
        name: "欧**",
        phone: "139****5678",
        masked: true,
      });
    }
    const { data } = await fixture.subgraph.ask(people.owner, readQuery, { id });
    expect(data?.["complaint"].reporter).toEqual({
      name: "欧阳敏",
      phone: "13912345678",
      masked: false,
    });
  });

  it("shows the room only to who must go there", async () => {
    const id = await fixture.complain();
    const placeFor = async (who: PersonName) =>
      (await fixture.subgraph.ask(people[who], readQuery, { id })).data?.["complaint"].place;
    expect(await placeFor("manager")).toBe("3号楼2单元601室");
    expect(await placeFor("gridWorker")).toBe("3号楼2单元601室");
    expect(await placeFor("secretary")).toBe("3号楼2单元");
    expect(await placeFor("committee")).toBe("3号楼2单元");
  });

  const reveal = `mutation ($input: RevealReporterInput!) {
    revealReporter(input: $input) { reporter { name phone masked } } }`;

  it.each(["gridWorker", "manager"] as const)(
    "is shown to %s for a stated purpose, which the ledger keeps",
    async (who) => {
      const id = await fixture.complain();
      const input = { complaint: id, purpose: "上门前电话联系" };
      const { data } = await fixture.subgraph.ask(people[who], reveal, { input });
      expect(data?.["revealReporter"].reporter).toEqual({
        name: "欧阳敏",
        phone: "13912345678",
        masked: false,
      });
      const ledger = await fixture.subgraph.ask(
        people.owner,
        "query ($id: ID!) { complaint(id: $id) { disclosures { basis purpose } timeline { kind } } }",
        { id },
      );
      expect(ledger.data?.["complaint"].disclosures).toEqual([
        { basis: "STATED_PURPOSE", purpose: "上门前电话联系" },
      ]);
      expect(ledger.data?.["complaint"].timeline).toEqual([{ kind: "DISCLOSED" }]);
    },
  );

  it.each(["secretary", "committee", "otherManager", "otherGridWorker", "expert", "app"] as const)(
    "is not shown to %s, whatever the purpose",
    async (who) => {
      const id = await fixture.complain();
      const { errors } = await fixture.subgraph.ask(people[who], reveal, {
        input: { complaint: id, purpose: "想看一看" },
      });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    },
  );

  it("stays masked when the token's scopes do not allow it", async () => {
    const id = await fixture.complain();
    const { errors } = await fixture.subgraph.ask(
      { ...people.manager, scope: "case:read case:write" },
      reveal,
      {
        input: { complaint: id, purpose: "上门前电话联系" },
      },
    );
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("keeps the ledger from everybody but the person concerned and the grid", async () => {
    const id = await fixture.complain();
    const query = "query ($id: ID!) { complaint(id: $id) { disclosures { name } } }";
    for (const who of ["manager", "secretary", "committee"] as const) {
      const { data, errors } = await fixture.subgraph.ask(people[who], query, { id });
      expect(data).toEqual({ complaint: { disclosures: null } });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    for (const who of ["owner", "gridWorker"] as const) {
      expect((await fixture.subgraph.ask(people[who], query, { id })).errors).toBeUndefined();
    }
  });
});
