import { afterAll, beforeAll, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import { answerAsMonolith, SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());

const first = 'a: rename(id: "u1", name: "X") { name reviews { id } }';
const second = 'praise(id: "r1") { id author { email } }';
const third = 'b: rename(id: "u2", name: "Y") { name }';

test.each([
  ["as they stand", `mutation { ${first} ${second} ${third} }`],
  ["within fragments that are alike", `mutation { ... { ${first} } ${second} ... { ${third} } }`],
  [
    "within fragments that may be deferred elsewhere",
    `mutation { ... @defer { ${first} } ${second} ... @defer { ${third} } }`,
  ],
  [
    "within a named fragment",
    `mutation { ...F ${third} } fragment F on Mutation { ${first} ...G } fragment G on Mutation { ${second} }`,
  ],
])("runs mutations of different subgraphs in the order of the operation, %s", async (_, query) => {
  const order: string[] = [];
  for (const server of Object.values(shop.servers)) {
    server.intercept = ({ query: text }) => {
      if (text.startsWith("mutation")) order.push(server.name);
      return false;
    };
  }
  const [federated, monolith] = [await shop.run(query), await answerAsMonolith(shop.schema, query)];
  expect(json(federated)).toEqual(json(monolith));
  expect(order).toEqual(["accounts", "reviews", "accounts"]);
});
