import { SubgraphError, toSubgraphError } from "../errors/subgraph-error.js";
import type { SubgraphResponse } from "../sources/data-source.js";
import type { Asked, Division, EntityShares } from "./entity-shares.js";
import { groupByContext } from "./contexts.js";
import { EntityExchange } from "./entity-exchange.js";
import type { CompiledFetch } from "./fetch.js";
import { reportFailure, reportReceived } from "./fetch-errors.js";
import { merge } from "./merge.js";
import { isJsonObject } from "./own.js";
import type { Representations, Representing } from "./representations.js";
import { applyRewrites } from "./rewrites.js";
import type { Run } from "./run.js";
import type { Intern } from "./targets.js";

/** Fetches what a subgraph knows of the entities at a place of the data. */
export function fetchEntities(
  fetch: CompiledFetch,
  representing: Representing,
  run: Run,
): Promise<void> | undefined {
  if (fetch.node.contextRewrites) return fetchInContexts(fetch, representing, run);
  const targets = run.targets.at(fetch, run, internFor(fetch, representing, run));
  if (targets.length === 0) return undefined;
  const found = representing.collect(targets, run.types);
  // A representation lacks a part only where an earlier fetch failed, and that one was reported.
  if (found.unusable.length > 0 && !run.errors.isEmpty) {
    run.errors.explainGaps(found.unusable, fetch.responseNames());
  }
  if (found.texts.length === 0) return undefined;
  if (!run.shares || !fetch.shape?.isFlat) return ask(fetch, found, run);
  return askForUnknown(fetch, found, run.shares, run);
}

/** Asks once for each list of values that the fields take as arguments from around the entities. */
async function fetchInContexts(
  fetch: CompiledFetch,
  representing: Representing,
  run: Run,
): Promise<void> {
  const rewrites = fetch.node.contextRewrites!;
  const { groups, lacking } = groupByContext(run.root, fetch.path, rewrites, run.types);
  if (lacking.length > 0) run.errors.explainGaps(lacking, fetch.responseNames());
  await Promise.all(
    groups.map(async ({ values, targets }) => {
      const found = representing.collect([...targets], run.types);
      if (found.texts.length === 0) return;
      const rawVariables = { ...run.rawVariables, ...values };
      const exchange = new EntityExchange({ ...run, rawVariables });
      await ask(fetch, found, { ...run, exchange });
    }),
  );
}

/**
 * A list repeats its entities. One object for all places of an equal one is completed once, and all
 * that is fetched for it is merged once.
 *
 * @returns nothing but for the first fetch at a place: later the objects have data of their own, and
 * fetches under way that hold on to them. Nothing either where parts are deferred, for which the
 * objects that were delivered are kept.
 */
function internFor(fetch: CompiledFetch, representing: Representing, run: Run): Intern | undefined {
  if (!fetch.isInList || fetch.node.isApart || run.gates) return undefined;
  if (run.visited.has(fetch.place)) return undefined;
  run.visited.add(fetch.place);
  const intern = representing.interner(run.types);
  return (target) => {
    const same = intern(target);
    if (same !== target) run.repeated.add(same);
    return same;
  };
}

/** Asks for what no fetch has asked for, and takes the rest from those that have. */
function askForUnknown(
  fetch: CompiledFetch,
  found: Representations,
  shares: EntityShares,
  run: Run,
): Promise<void> {
  const asked: Asked = { done: undefined, entities: undefined };
  const division = shares.divide(fetch, found, asked);
  if (division.own.texts.length > 0) asked.done = ask(fetch, division.own, run, asked);
  if (division.shares.length === 0) return asked.done!;
  return takeShared(fetch, division, asked, run);
}

async function takeShared(
  fetch: CompiledFetch,
  { shares, shared }: Division,
  own: Asked,
  run: Run,
): Promise<void> {
  const lacking: Representations = { texts: [], targets: [], unusable: [] };
  for (let index = 0; index < shares.length; index++) {
    const { asked, index: at } = shares[index]!;
    if (!asked.entities) await asked.done;
    const entity = asked.entities?.[at];
    if (isJsonObject(entity))
      for (const target of shared.targets[index]!) merge(target, entity, run.types);
    else {
      lacking.texts.push(shared.texts[index]!);
      lacking.targets.push(shared.targets[index]!);
    }
  }
  // Where it failed for the other it is asked again: its errors have to be told at this place too.
  if (lacking.texts.length > 0) await ask(fetch, lacking, run);
  await own.done;
}

/** @param asked - where to note what comes. */
async function ask(
  fetch: CompiledFetch,
  found: Representations,
  run: Run,
  asked?: Asked,
): Promise<void> {
  let response: SubgraphResponse;
  try {
    response = await run.exchange.ask(fetch, found.texts);
  } catch (thrown) {
    reportFailure(fetch, run, toSubgraphError(thrown), found.targets.flat());
    return;
  }
  mergeEntities(fetch, response, run, found, asked);
}

function mergeEntities(
  fetch: CompiledFetch,
  response: SubgraphResponse,
  run: Run,
  found: Representations,
  asked: Asked | undefined,
): void {
  const { data, errors } = response;
  const entities = isJsonObject(data) ? data["_entities"] : undefined;
  const hasErrors = errors !== undefined && errors.length > 0;
  const isWhole = !Array.isArray(entities) || entities.length !== found.targets.length;
  if (isWhole && !hasErrors) {
    const failure = new SubgraphError("SUBGRAPH_INVALID_RESPONSE");
    reportFailure(fetch, run, failure, found.targets.flat());
    return;
  }
  if (!isWhole) {
    if (fetch.node.outputRewrites) applyRewrites(fetch.node.outputRewrites, entities, run.types);
    for (let index = 0; index < found.targets.length; index++) {
      const entity: unknown = entities[index];
      if (!isJsonObject(entity)) continue;
      for (const [number, target] of found.targets[index]!.entries()) {
        const own = fetch.node.isApart && number > 0 ? structuredClone(entity) : entity;
        merge(target, own, run.types);
      }
    }
    if (!fetch.shape?.isFlat) run.targets.forget();
    if (asked && !hasErrors) asked.entities = entities;
  }
  if (hasErrors) {
    reportReceived({
      fetch,
      run,
      errors,
      targets: found.targets.flat(),
      slots: found.targets,
      isWhole,
      isEmpty: (slot) => isWhole || !isJsonObject((entities as unknown[])[slot]),
    });
  }
}
