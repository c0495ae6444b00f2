import { SubgraphError, toSubgraphError } from "../errors/subgraph-error.js";
import type { SubgraphResponse } from "../sources/data-source.js";
import type { CompiledFetch } from "./fetch.js";
import { reportFailure, reportReceived } from "./fetch-errors.js";
import { merge } from "./merge.js";
import { isJsonObject } from "./own.js";
import type { Representations, Representing } from "./representations.js";
import { applyRewrites } from "./rewrites.js";
import type { Json, Run } from "./run.js";
import { collectTargets, type Intern } from "./targets.js";

/** Fetches what a subgraph knows of the entities at a place of the data. */
export async function fetchEntities(
  fetch: CompiledFetch,
  representing: Representing,
  run: Run,
): Promise<void> {
  const targets = collectTargets(run.root, fetch.path, internFor(fetch, representing, run));
  if (targets.length === 0) return;
  const found = representing.collect(targets, run.types);
  // A representation lacks a part only where an earlier fetch failed, and that one was reported.
  if (found.unusable.length > 0 && run.errors.errors.length > 0) {
    run.errors.explainGaps(found.unusable, fetch.responseNames());
  }
  if (found.texts.length === 0) return;
  if (!run.shares || !fetch.shape?.isFlat) await ask(fetch, found, run);
  else await askForUnknown(fetch, found, run);
}

/**
 * A list repeats its entities. One object for all places of an equal one is completed once, and all
 * that is fetched for it is merged once.
 *
 * @returns nothing but for the first fetch at a place: later the objects have data of their own, and
 * fetches under way that hold on to them.
 */
function internFor(fetch: CompiledFetch, representing: Representing, run: Run): Intern | undefined {
  if (!fetch.isInList || run.visited.has(fetch.place)) return undefined;
  run.visited.add(fetch.place);
  const intern = representing.interner(run.types);
  return (target) => {
    const same = intern(target);
    if (same !== target) run.repeated.add(same);
    return same;
  };
}

/** Asks for what no fetch has asked for, and takes the rest from those that have. */
async function askForUnknown(
  fetch: CompiledFetch,
  found: Representations,
  run: Run,
): Promise<void> {
  let settle = (): void => {};
  const asked = new Promise<void>((resolve) => (settle = resolve));
  const { own, shares, shared } = run.shares!.divide(fetch, found, asked);
  const mine = own.texts.length > 0 ? ask(fetch, own, run).finally(settle) : undefined;
  if (shares.length === 0) return mine;

  const lacking = { texts: [] as string[], targets: [] as Json[][], unusable: [] };
  for (const [index, share] of shares.entries()) {
    if (!share.entity) await share.asked;
    const { entity } = share;
    if (entity) for (const target of shared.targets[index]!) merge(target, entity, run.types);
    else {
      lacking.texts.push(shared.texts[index]!);
      lacking.targets.push(shared.targets[index]!);
    }
  }
  // Where it failed for the other it is asked again: its errors have to be told at this place too.
  if (lacking.texts.length > 0) await ask(fetch, lacking, run);
  await mine;
}

async function ask(fetch: CompiledFetch, found: Representations, run: Run): Promise<void> {
  let response: SubgraphResponse;
  try {
    response = await run.exchange.ask(fetch, found.texts);
  } catch (thrown) {
    reportFailure(fetch, run, toSubgraphError(thrown), found.targets.flat());
    return;
  }
  mergeEntities(fetch, response, run, found);
}

function mergeEntities(
  fetch: CompiledFetch,
  response: SubgraphResponse,
  run: Run,
  found: Representations,
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
    const shares = hasErrors || !fetch.shape?.isFlat ? undefined : run.shares;
    for (const [index, entity] of (entities as unknown[]).entries()) {
      if (!isJsonObject(entity)) continue;
      for (const target of found.targets[index]!) merge(target, entity, run.types);
      shares?.note(fetch, found.texts[index]!, entity);
    }
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
