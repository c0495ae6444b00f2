import { readErrors } from "../errors/subgraph-errors.js";
import type { SubgraphError } from "../errors/subgraph-error.js";
import type { CompiledFetch } from "./fetch.js";
import type { Json, Run } from "./run.js";
import { locateTargets, type ResultPath } from "./targets.js";

/** Records that a fetch gave nothing: one error at its place; at the root, one at each of its fields. */
export function reportFailure(
  fetch: CompiledFetch,
  run: Run,
  error: SubgraphError,
  targets: readonly Json[],
): void {
  const subgraph = fetch.node.serviceName;
  for (const path of placesOfFetch(fetch, run, targets)) {
    run.errors.add(error.message, { code: error.code, subgraph, path });
  }
  noteAbsence(fetch, run, targets);
}

/** Nothing came: what is absent, at these targets and below, needs no further error. */
function noteAbsence(fetch: CompiledFetch, run: Run, targets: readonly Json[]): void {
  const names = fetch.responseNames();
  const isRoot = fetch.path.length === 0;
  run.errors.explainGaps(targets, names);
  run.errors.noteFailure(
    isRoot ? [...names].map((name) => [name]) : [placeOf(fetch, run, targets)],
  );
}

interface Received {
  readonly fetch: CompiledFetch;
  readonly run: Run;
  readonly errors: readonly unknown[];
  readonly targets: readonly Json[];
  /** For an entity fetch: the targets of each representation. */
  readonly slots?: readonly Json[][];
  /** Whether there is no data beside the errors. */
  readonly isWhole: boolean;
  /** Whether nothing came for this representation. */
  readonly isEmpty?: (slot: number) => boolean;
}

/** Records the errors of an answer, their paths put into the client's terms. */
export function reportReceived(received: Received): void {
  const { fetch, run, errors, targets, slots, isWhole, isEmpty } = received;
  const subgraph = fetch.node.serviceName;
  const places = locateTargets(run.root, fetch.path);
  const placesOf = (objects: readonly Json[]): ResultPath[] =>
    [...new Set(objects)].flatMap((object) => places.get(object) ?? []);
  let explainsAll = isWhole;

  for (const { message, code, path, extensions } of readErrors(errors)) {
    const log = (at: ResultPath) =>
      run.errors.add(message, { code, subgraph, path: at, extensions });
    if (path === undefined) {
      explainsAll = true;
      log(placeOf(fetch, run, targets));
    } else if (slots === undefined) {
      const below = path.map((element) => originalName(fetch, element));
      for (const place of placesOf(targets)) log([...place, ...below]);
    } else if (path[0] === "_entities" && typeof path[1] === "number" && slots[path[1]]) {
      const below = path.slice(2).map((element) => originalName(fetch, element));
      if (below.length === 0 || isEmpty?.(path[1])) {
        run.errors.explainGaps(slots[path[1]]!, fetch.responseNames());
      }
      for (const place of placesOf(slots[path[1]]!)) log([...place, ...below]);
    } else {
      explainsAll = true;
      log(placeOf(fetch, run, targets));
    }
  }
  if (explainsAll) noteAbsence(fetch, run, targets);
}

/** Root fields have nothing in common but the fetch: each is null for itself, and says why. */
function placesOfFetch(fetch: CompiledFetch, run: Run, targets: readonly Json[]): ResultPath[] {
  if (fetch.path.length > 0) return [placeOf(fetch, run, targets)];
  const names = [...fetch.responseNames()].filter((name) => name !== "__typename");
  return names.length > 0 ? names.map((name) => [name]) : [[]];
}

/**
 * The place of a whole fetch: its one target where there is only one, else the list that holds
 * them; at the root, the first of its fields.
 */
function placeOf(fetch: CompiledFetch, run: Run, targets: readonly Json[]): ResultPath {
  if (fetch.path.length === 0) {
    return [...fetch.responseNames()].filter((name) => name !== "__typename").slice(0, 1);
  }
  const places = locateTargets(run.root, fetch.path);
  const [first, ...others] = [...new Set(targets)].flatMap((target) => places.get(target) ?? []);
  if (first && others.length === 0) return first;
  const list = fetch.path.indexOf("@");
  return fetch.path.slice(0, list === -1 ? undefined : list);
}

/** The planner renames fields that would collide; the client knows only the name it gave. */
function originalName(fetch: CompiledFetch, element: string | number): string | number {
  for (const rewrite of fetch.node.outputRewrites ?? []) {
    if (rewrite.kind === "KeyRenamer" && rewrite.path.at(-1) === element)
      return rewrite.renameKeyTo;
  }
  return element;
}
