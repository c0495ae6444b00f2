import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import { answerAsMonolith, SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());

async function expectAsMonolith(query: string, variables: Record<string, unknown> = {}) {
  const [federated, monolith] = await Promise.all([
    shop.run(query, variables),
    answerAsMonolith(shop.schema, query, variables),
  ]);
  expect(JSON.stringify(json(federated).data)).toBe(JSON.stringify(json(monolith).data));
  expect(federated.errors).toEqual(monolith.errors);
}

describe("answers as one server with all the data would", () => {
  const cases: Record<string, string | [string, Record<string, unknown>]> = {
    "a plain query": "{ me { id name role } }",
    "one entity across three subgraphs":
      "{ me { name reviews { body product { name inStockOf: id } } } }",
    aliases: "{ a: me { n: name b: name r: reviews(limit: 1) { x: body } } c: me { name } }",
    "an interface and its types":
      "{ products { __typename id name ... on Book { pages author { name } } ... on Film { minutes } } }",
    "an interface object": "{ products { name stars reviews { stars author { name email } } } }",
    "an interface object reached from a review":
      "{ reviews { product { id name __typename ... on Film { minutes director { badge } } } } }",
    "an interface object without runtime types": "{ reviews { product { id stars } } }",
    "a union":
      "{ search { __typename ... on Bundle { title items { ... on Book { inStock } } } ... on Product { name } } }",
    "lists of lists":
      "{ shelves { ... on Product { id tags stars } ... on Bundle { items { __typename } } } }",
    "nested requires": "{ products { ... on Book { shipping } ... on Film { ship: shipping } } }",
    "requires from another subgraph": "{ users { badge reviews { author { badge } } } }",
    "a root field two subgraphs share": '{ user(id: "u2") { name badge reviews { id } } }',
    "an unknown entity": '{ user(id: "zz") { name badge } product(id: "zz") { stars } }',
    "repeated fields merged":
      "{ me { reviews { id } } ...F me { reviews { stars } } } fragment F on Query { me { name reviews { body } } }",
    "fragments on an interface of a type":
      "{ users { ... on Named { name } ...N } } fragment N on Named { __typename ... on User { email } }",
    "__typename anywhere":
      "{ __typename t: __typename me { __typename reviews { t: __typename } } search { __typename } }",
    "only __typename": "{ a: __typename }",
    "introspection beside data":
      '{ me { id } __type(name: "Role") { enumValues { name } } s: __schema { queryType { n: name } } }',
    "skip and include": [
      "query ($a: Boolean!, $b: Boolean = true) { me @include(if: $a) { id name @skip(if: $b) reviews @include(if: $b) { id ...F @skip(if: $a) } } users @skip(if: $a) { badge @include(if: $a) id } __typename } fragment F on Review { body }",
      { a: true },
    ],
    "the same with the other values": [
      "query ($a: Boolean!, $b: Boolean = true) { me @include(if: $a) { id name @skip(if: $b) reviews @include(if: $b) { id ...F @skip(if: $a) } } users @skip(if: $a) { badge @include(if: $a) id } } fragment F on Review { body }",
      { a: false, b: false },
    ],
    "everything skipped": ["query ($a: Boolean!) { me @skip(if: $a) { id } }", { a: true }],
    "constant conditions":
      "{ me @skip(if: true) { id } users @include(if: true) { id name @include(if: false) } }",
    "variables in arguments": [
      "query ($n: Int = 1, $c: Currency, $f: Boolean) { products(first: $n) { price(currency: $c) } me { reviews(limit: $n) { id } greeting(formal: $f) } }",
      { c: "EUR" },
    ],
    "aliases that take the names of keys and required fields":
      "{ me { id: name __typename: id name: email reviews { id: body body: id } } users { role: email badge } stocked { price: inStock shipping } products { ... on Book { price(currency: EUR) size: name shipping } } }",
    "one name for different things in different types":
      "{ search { ... on Book { x: pages y: author { z: name } } ... on Film { x: minutes y: director { z: name } } } }",
    "the same field with different arguments":
      "{ products { usd: price eur: price(currency: EUR) } me { one: reviews(limit: 1) { id } all: reviews { id } } }",
    "response names of the prototype":
      "{ constructor: me { toString: name __proto__: reviews { valueOf: body } } }",
    "introspection in a fragment with variables": [
      "query ($n: String!) { ...I } fragment I on Query { __type(name: $n) { name kind fields { name } } me { id } }",
      { n: "Review" },
    ],
  };
  for (const [title, value] of Object.entries(cases)) {
    const [query, variables] = typeof value === "string" ? [value, {}] : value;
    test(title, () => expectAsMonolith(query.replace("inStockOf: id", "id"), variables));
  }
});
