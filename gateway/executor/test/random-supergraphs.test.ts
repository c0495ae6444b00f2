import fc from "fast-check";
import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import {
  createApolloPlanner,
  execute,
  executeIncrementally,
  prepareOperation,
  subscribe,
} from "../src/index.js";
import { compose, json } from "./support/federation.js";
import { collect } from "./support/incremental.js";
import { choicesFrom, randomOperation, usedVariablesOnly } from "./support/random-operation.js";
import { randomWorld } from "./support/world/generate.js";
import { Effects, withRootFields } from "./support/world/root-fields.js";
import { withMoreObjects } from "./support/world/interface-objects.js";
import { sdlOf } from "./support/world/sdl.js";
import { answerWorld, listOf, sourceOf } from "./support/world/subgraphs.js";

/** How much of what a supergraph may say a world makes use of; what was found in a narrow one stays. */
type Width = "narrow" | "wide" | "wider";

const WORLDS = Number(process.env["RANDOM_WORLDS"] ?? 16);
const OPERATIONS = Number(process.env["RANDOM_OPERATIONS"] ?? 8);

test(
  "a random operation on a random supergraph is answered as by one server, at once or in parts",
  { timeout: 3_600_000 },
  async () => {
    const seeds = fc.integer({ min: 0, max: 0x7fffffff });
    const seed = Number(process.env["RANDOM_SEED"] ?? 1);
    await fc.assert(
      fc.asyncProperty(seeds, (world) => checkWorld(world, "wider")),
      {
        numRuns: WORLDS,
        seed,
        // A smaller seed makes no smaller world.
        endOnFailure: true,
      },
    );
  },
);

const FOUND: readonly [number, Width, string][] = [
  [3007, "narrow", "lists repeat entities of which deferred parts were delivered"],
  [3015, "narrow", "so they do, at several depths"],
  [262_148_257, "narrow", "a deferred fragment depends on the type of an interface object"],
  [360, "wide", "a field provides something below itself that cannot be had by key"],
  [264_859_174, "wide", "a field of an interface object requires what only one type is asked for"],
];

test.each(FOUND)("world %i (%s) is answered as by one server: %s", { timeout: 60_000 }, checkWorld);

async function checkWorld(seed: number, width: Width): Promise<void> {
  const choose = choicesFrom(seed);
  // What came later has choices of its own, so that a seed's other choices stay what they were.
  const chooseMore = choicesFrom(~seed);
  const made = randomWorld(choose, width !== "narrow");
  const objects = width === "wider" ? withMoreObjects(made, chooseMore) : made;
  const world = withRootFields(objects, chooseMore);
  const subgraphs = sdlOf(world);
  const supergraph = composed(subgraphs);
  fc.pre(supergraph !== undefined);
  const { planner, apiSchema: schema, overrideLabels: labels } = createApolloPlanner(supergraph);
  const overrideLabels = new Set(labels.filter(() => choose(2) === 1));
  const effects = new Effects();
  const dataSources = new Map(
    subgraphs.map((subgraph) => [
      subgraph.name,
      sourceOf(world, subgraph, overrideLabels, effects),
    ]),
  );
  const check = async (query: string, isEven: boolean): Promise<void> => {
    const document = parse(query);
    const operation = prepareOperation({ schema, planner, document, overrideLabels });
    const variables = { a: true, b: isEven, n: 1 };
    const context = { headers: {} };
    const options = { dataSources, variables, context };
    const where = `world ${seed}: ${query}`;
    const expected = (await answerWorld(world, schema, query, variables)).map(json);
    effects.forget();
    const answers =
      operation.type === "subscription"
        ? await listOf(subscribe(operation, options))
        : [await execute(operation, options)];
    expect(answers).toHaveLength(expected.length);
    for (const [index, monolith] of expected.entries()) {
      const federated = json(answers[index]!);
      expect(JSON.stringify(federated.data), where).toBe(JSON.stringify(monolith.data));
      expect(placesOf(federated), where).toEqual(placesOf(monolith));
    }
    if (operation.type === "subscription") return;

    effects.forget();
    const [monolith] = expected as [ReturnType<typeof json>];
    const inParts = await collect(await executeIncrementally(operation, options));
    expect(inParts.errors.length > 0, where).toBe(monolith.errors !== undefined);
    // An error inside a deferred fragment makes null less than it does in the whole.
    if (!monolith.errors) expect(inParts.data, where).toEqual(monolith.data);
  };
  const kinds = [
    { kind: "query", count: OPERATIONS, chooseFor: choose },
    { kind: "mutation", count: OPERATIONS / 2, chooseFor: chooseMore },
    { kind: "subscription", count: OPERATIONS / 4, chooseFor: chooseMore },
  ] as const;
  for (const { kind, count, chooseFor } of kinds) {
    for (let checked = 0; checked < count;) {
      const options = { kind, hasDefer: true };
      const query = usedVariablesOnly(randomOperation(schema, chooseFor, ["x"], options));
      if (validate(schema, parse(query)).length > 0) continue;
      await check(query, checked % 2 === 0);
      checked++;
    }
  }
}

/**
 * The places of a result's errors, each once. What else goes wrong in an object that is null already may
 * be told or not, so such places end where the result does.
 */
function placesOf({ data, errors = [] }: ReturnType<typeof json>): string[] {
  const visible = (path: readonly (string | number)[] = []): unknown[] => {
    let value: unknown = data;
    const end = path.findIndex((key) => {
      const isOver = value === null || value === undefined;
      if (!isOver) value = (value as Record<string | number, unknown>)[key];
      return isOver;
    });
    return end === -1 ? [...path] : path.slice(0, end);
  };
  return [
    ...new Set(
      errors.map(({ path }) => JSON.stringify(visible(path as (string | number)[] | undefined))),
    ),
  ].sort();
}

/** Nothing where chance made subgraphs that do not compose. */
function composed(subgraphs: { name: string; typeDefs: string }[]): string | undefined {
  try {
    return compose(subgraphs);
  } catch {
    return undefined;
  }
}
