import fc from "fast-check";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import { choicesFrom, randomOperation, usedVariablesOnly } from "./support/random-operation.js";
import { answerAsMonolith, SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());

const IDS = ["u1", "u2", "b1", "f1", "zz"];
const RUNS = Number(process.env["RANDOM_OPERATIONS"] ?? 150);

test(
  "a random operation is answered as by one server with all the data",
  { timeout: 600_000 },
  async () => {
    const seeds = fc.integer({ min: 0, max: 0x7fffffff });
    const variables = fc.record(
      { a: fc.boolean(), b: fc.boolean(), n: fc.constantFrom(0, 1, 2, null) },
      { requiredKeys: ["b"] },
    );
    let valid = 0;
    await fc.assert(
      fc.asyncProperty(seeds, variables, async (seed, values) => {
        const query = usedVariablesOnly(randomOperation(shop.schema, choicesFrom(seed), IDS));
        fc.pre(validate(shop.schema, parse(query)).length === 0);
        valid++;
        const federated = json(await shop.run(query, values));
        const monolith = json(await answerAsMonolith(shop.schema, query, values));
        expect(federated, query).toEqual(monolith);
        expect(JSON.stringify(federated.data), query).toBe(JSON.stringify(monolith.data));
      }),
      { numRuns: RUNS, seed: Number(process.env["RANDOM_SEED"] ?? 1), maxSkipsPerRun: 1000 },
    );
    expect(valid).toBeGreaterThanOrEqual(RUNS);
  },
);

test("with a subgraph down, what comes is right and what is missing has one error", async () => {
  const downs = fc.constantFrom("accounts", "products", "reviews", "inventory");
  const seeds = fc.integer({ min: 0, max: 0x7fffffff });
  await fc.assert(
    fc.asyncProperty(seeds, downs, async (seed, down) => {
      const query = usedVariablesOnly(randomOperation(shop.schema, choicesFrom(seed), IDS));
      fc.pre(validate(shop.schema, parse(query)).length === 0);
      const server = shop.servers[down]!;
      server.intercept = (_, response) => !!response.writeHead(500).end();
      const variables = { a: true, b: true, n: 1 };
      const federated = json(await shop.run(query, variables));
      server.intercept = undefined;
      const monolith = json(await answerAsMonolith(shop.schema, query, variables));
      const paths = (federated.errors ?? []).map(({ path, extensions }) => {
        expect(extensions).toEqual({ code: "SUBGRAPH_UNAVAILABLE", subgraph: down });
        return path as (string | number)[];
      });
      expectPartOf(federated.data, monolith.data, paths, [], query);
    }),
    { numRuns: RUNS, seed: Number(process.env["RANDOM_SEED"] ?? 1), maxSkipsPerRun: 1000 },
  );
});

type Path = (string | number)[];

/** The same, but for nulls at, above or below an error. */
function expectPartOf(
  part: unknown,
  whole: unknown,
  errors: Path[],
  at: Path,
  query: string,
): void {
  if (part === null && whole !== null) {
    const isExplained = errors.some((error) =>
      at.slice(0, error.length).every((step, index) => step === error[index]),
    );
    expect(isExplained, `${JSON.stringify(at)} ${JSON.stringify(errors)} ${query}`).toBe(true);
  } else if (typeof part === "object" && part !== null) {
    expect(Object.keys(part), query).toEqual(Object.keys(whole as object));
    for (const [key, value] of Object.entries(part)) {
      const step = Array.isArray(part) ? Number(key) : key;
      const other = (whole as Record<string, unknown>)[key];
      expectPartOf(value, other, errors, [...at, step], query);
    }
  } else expect(part, query).toEqual(whole);
}
