import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  startProperty,
  watchField,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startProperty();
});
afterAll(() => fixture.subgraph.stop());

const set = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: SetPriceInput!) { setPrice(input: $input) { id service unit priceFen note } }",
    { input: { firm: ids.firm, service: "更换水龙头", unit: "个", priceFen: 3000, ...input } },
  );
const kept = async (): Promise<number> => {
  const [row] = await fixture.subgraph.orm.em
    .fork()
    .execute<{ count: string }[]>("select count(*) from price_item");
  return Number(row!.count);
};
const list = (who: PersonName) =>
  fixture.subgraph.ask(
    people[who],
    "query ($firm: ID!) { priceList(firm: $firm) { service priceFen } }",
    { firm: ids.firm },
  );

describe("a firm's price list", () => {
  it("is public, and holds one price in force for each service, however many are set at once", async () => {
    await Promise.all([1000, 2000, 3000].map((priceFen) => set("manager", { priceFen })));
    await set("manager", { priceFen: 2500 });
    await set("manager", { service: "疏通地漏", priceFen: 8000 });
    const { data, errors } = await list("app");
    expect(errors).toBeUndefined();
    expect(data!["priceList"]).toEqual([
      { service: "更换水龙头", priceFen: 2500 },
      { service: "疏通地漏", priceFen: 8000 },
    ]);
    // What was replaced is kept: orders were priced by it.
    expect(await kept()).toBe(5);
    const byFirm = await fixture.subgraph.ask(
      people.app,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on PropertyFirm { priceList { priceFen } } } }",
      { r: [{ __typename: "PropertyFirm", id: ids.firm }] },
    );
    expect(byFirm.data!["_entities"][0].priceList).toHaveLength(2);
  });

  it.each<[PersonName, Record<string, unknown>, string]>([
    ["assignee", {}, "FORBIDDEN"],
    ["otherManager", {}, "FORBIDDEN"],
    ["secretary", {}, "FORBIDDEN"],
    ["owner", {}, "FORBIDDEN"],
    ["manager", { priceFen: -1 }, "INVALID_INPUT"],
    ["manager", { service: "" }, "INVALID_INPUT"],
    ["manager", { firm: ids.project }, "INVALID_ID"],
  ])("is not changed by %s with %j", async (who, input, code) => {
    const before = await kept();
    expect(codeOf(await set(who, input))).toBe(code);
    expect(await kept()).toBe(before);
  });
});

describe("priceListChanged", () => {
  const query = `subscription ($firm: ID!, $after: String) {
    priceListChanged(firm: $firm, after: $after) { item { service priceFen } } }`;

  it("tells everybody of a price as it is set, and only of the firm asked for", async () => {
    const stream = await watchField(fixture.subgraph, "app", query, { firm: ids.firm });
    const theirs = await set("otherManager", { firm: ids.otherFirm, service: "换锁芯" });
    expect(theirs.errors).toBeUndefined();
    await set("manager", { service: "通马桶", priceFen: 6000 });
    expect(await stream.next()).toEqual({ item: { service: "通马桶", priceFen: 6000 } });
    await stream.close();
  });

  it("is refused for what is no firm", async () => {
    const stream = await watchField(fixture.subgraph, "app", query, { firm: ids.project });
    expect(codeOf(await stream.next())).toBe("INVALID_ID");
    await stream.close();
  });
});
