import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequestState } from "../src/help-request/help-request.state.js";
import {
  expertId,
  firmCount,
  firmId,
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

const page = `query ($after: String, $search: String) {
  propertyFirms(first: 9, after: $after, search: $search) { edges { node { operator } } pageInfo { hasNextPage endCursor } } }`;

describe("the register of firms", () => {
  it("is public", async () => {
    const { data, errors } = await fixture.subgraph.ask(
      people.app,
      "query ($id: ID!) { propertyFirm(id: $id) { shortName joinedOn standing } }",
      { id: firmId(7) },
    );
    expect(errors).toBeUndefined();
    expect(data?.["propertyFirm"]).toEqual({
      shortName: "第7物业",
      joinedOn: "2024-01-02",
      standing: "GOOD",
    });
  });

  it("is refused to a token that may read nothing", async () => {
    const { errors } = await fixture.subgraph.ask({ ...people.app, scope: "" }, page);
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("pages through all firms by operator, each once", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: { data?: Record<string, any> | null } = await fixture.subgraph.ask(
        people.app,
        page,
        { after },
      );
      const { edges, pageInfo }: { edges: any[]; pageInfo: any } = data!["propertyFirms"];
      seen.push(...edges.map(({ node }: { node: { operator: string } }) => node.operator));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(firmCount);
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it("finds a name, and treats % as itself", async () => {
    const find = async (search: string) =>
      (await fixture.subgraph.ask(people.app, page, { search })).data?.["propertyFirms"].edges
        .length;
    expect(await find("第12物业")).toBe(1);
    expect(await find("f03")).toBe(1);
    expect(await find("%")).toBe(0);
  });

  it.each([
    [{ search: "很".repeat(61) }, "INVALID_INPUT"],
    [{ after: "nonsense" }, "INVALID_CURSOR"],
  ])("refuses %j", async (variables, code) => {
    expect(await fixture.code("app", page, variables)).toBe(code);
  });

  it.each([
    ["exp_01ARZ3NDEKTSV4RRFFQ69G5F01", "INVALID_ID"],
    [firmId(98), "NOT_FOUND"],
  ])("refuses the id %s", async (id, code) => {
    expect(
      await fixture.code("app", "query ($id: ID!) { propertyFirm(id: $id) { id } }", { id }),
    ).toBe(code);
  });
});

describe("an expert", () => {
  const query = "query ($id: ID!) { expert(id: $id) { name phone firm { shortName } } }";
  const phoneFor = async (who: PersonName, n: number) =>
    (await fixture.subgraph.ask(people[who], query, { id: expertId(n) })).data?.["expert"].phone;

  it("is not shown to a token for public data", async () => {
    expect(await fixture.code("app", query, { id: expertId(2) })).toBe("FORBIDDEN");
    expect(
      await fixture.code(
        "app",
        `{ propertyFirm(id: "${firmId(2)}") { experts { edges { node { id } } } } }`,
      ),
    ).toBe("FORBIDDEN");
  });

  it.each([
    [firmId(1), "INVALID_ID"],
    [ids.unknownExpert, "NOT_FOUND"],
  ])("refuses the id %s", async (id, code) => {
    expect(await fixture.code("manager", query, { id })).toBe(code);
  });

  it("shows the phone to the secretariat and the own firm alone", async () => {
    expect(await phoneFor("secretary", 9)).toBe("13800000009");
    expect(await phoneFor("helper", 2)).toBe("13800000002");
    for (const who of ["rival", "owner", "cleaner", "service", "committee"] as const) {
      expect(await phoneFor(who, 2)).toBe("138****0002");
    }
  });

  it("shows the phone to the asking firm and the grid once the offer is accepted", async () => {
    await fixture.request(HelpRequestState.OFFERED);
    expect(await phoneFor("manager", 2)).toBe("138****0002");
    expect(await phoneFor("gridWorker", 2)).toBe("138****0002");
    await fixture.request(HelpRequestState.ACCEPTED);
    expect(await phoneFor("manager", 2)).toBe("13800000002");
    expect(await phoneFor("gridWorker", 2)).toBe("13800000002");
    expect(await phoneFor("otherGridWorker", 2)).toBe("138****0002");
    expect(await phoneFor("rival", 2)).toBe("138****0002");
    expect(await phoneFor("owner", 2)).toBe("138****0002");
  });
});
