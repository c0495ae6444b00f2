import { afterAll, beforeAll, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import { answerAsMonolith, SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());

test("runs mutations of different subgraphs in the order of the operation", async () => {
  const query =
    'mutation { a: rename(id: "u1", name: "X") { name reviews { id } } praise(id: "r1") { id author { email } } b: rename(id: "u2", name: "Y") { name } }';
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
