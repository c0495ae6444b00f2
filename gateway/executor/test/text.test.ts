import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DataSource, execute, executeAsText } from "../src/index.js";
import { type Federation, federate } from "./support/federation.js";
import { SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());

const context = { headers: {} };
/** Anything JSON can hold: quotes, control characters, halves of surrogate pairs. */
const anyString = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)),
});
const strings = fc.array(
  fc.oneof(anyString, fc.string(), fc.constantFrom('"', "\\", "互通", "\ud83d", "</script>")),
  {
    minLength: 1,
    maxLength: 5,
  },
);

/** An answer about users with these names, as whatever asks for users gets it. */
const users = (names: readonly string[]) => ({
  users: names.map((name, index) => ({ __typename: "User", id: `u${index}`, name })),
});

test("strings leave as they came, whatever is in them", async () => {
  const operation = shop.prepare("{ users { id name } }");
  await fc.assert(
    fc.asyncProperty(strings, async (names) => {
      shop.servers["accounts"]!.intercept = (_, response) => {
        response.end(JSON.stringify({ data: users(names) }));
        return true;
      };
      const { data, errors } = await executeAsText(operation, {
        dataSources: shop.dataSources,
        context,
      });
      expect(errors).toBeUndefined();
      const expected = users(names).users.map(({ id, name }) => ({ id, name }));
      expect(JSON.parse(data!)).toEqual({ users: expected });
      // Whole pairs of surrogates are sent as they are, halves escaped: nothing is lost in UTF-8.
      expect(JSON.parse(Buffer.from(data!).toString())).toEqual({ users: expected });
    }),
    { numRuns: 200 },
  );
  shop.servers["accounts"]!.intercept = undefined;
});

test("a source that is no HTTP is not believed to have plain strings", async () => {
  const source: DataSource = {
    execute: async () => ({ data: users(['a"b', "\\", "\u0000"]), isPlain: true }) as never,
    subscribe: () => {
      throw new Error("not asked");
    },
    close: async () => undefined,
  };
  const dataSources = new Map(shop.dataSources).set("accounts", source);
  const result = await execute(shop.prepare("{ users { name } }"), { dataSources, context });
  expect(result).toEqual({
    data: { users: [{ name: 'a"b' }, { name: "\\" }, { name: "\u0000" }] },
  });
});

test("an answer with something to escape is not taken for one of those without", async () => {
  shop.servers["accounts"]!.intercept = (_, response) => {
    response.end(JSON.stringify({ data: users(['"', "\n"]) }));
    return true;
  };
  const operation = shop.prepare("{ products { id } users { name } reviews { id } }");
  const { data } = await execute(operation, { dataSources: shop.dataSources, context });
  expect(data).toMatchObject({ users: [{ name: '"' }, { name: "\n" }] });
  shop.servers["accounts"]!.intercept = undefined;
});

test("an object without fields has its text", async () => {
  const { data } = await executeAsText(shop.prepare("{ users @skip(if: true) { id } }"), {
    dataSources: shop.dataSources,
    context,
  });
  expect(data).toBe("{}");
});
