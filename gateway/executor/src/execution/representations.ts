import type { SupergraphTypes } from '../plan/planner.js';
import type { DataRewrite, RequiredSelection } from '../plan/query-plan.js';
import { applyRewrites } from './rewrites.js';
import { readOwn, writeOwn } from './own.js';
import type { Json } from './run.js';

/** The representations of a fetch, each distinct one once. */
export interface Representations {
  /** Each as JSON text, in the order in which they are sent. */
  readonly texts: readonly string[];
  /** The targets that each of them stands for, same order. */
  readonly targets: readonly Json[][];
  /** Targets of a matching type that lack something their representation needs. */
  readonly unusable: readonly Json[];
}

/** What stands for "this cannot be represented, a part of it is missing". */
const MISSING = Symbol('missing');

/**
 * Reads the representations out of what is known of the targets.
 *
 * @remarks Equal ones are sent once: lists repeat their entities, and the text that is compared is
 * the text that is sent, so finding them costs a lookup.
 */
export function collectRepresentations(
  targets: readonly Json[],
  requires: readonly RequiredSelection[],
  rewrites: readonly DataRewrite[] | undefined,
  types: SupergraphTypes,
): Representations {
  const byText = new Map<string, Json[]>();
  const unusable: Json[] = [];
  for (const target of targets) {
    const representation: Json = {};
    if (select(requires, target, representation, types) === MISSING) {
      unusable.push(target);
      continue;
    }
    // Without a type name no type condition of `requires` matched: not an entity of this fetch.
    if (representation['__typename'] === undefined) continue;
    if (rewrites) applyRewrites(rewrites, representation, types);
    const text = JSON.stringify(representation);
    const same = byText.get(text);
    if (same) same.push(target);
    else byText.set(text, [target]);
  }
  return { texts: [...byText.keys()], targets: [...byText.values()], unusable };
}

function select(
  selections: readonly RequiredSelection[],
  source: Json,
  into: Json,
  types: SupergraphTypes,
): typeof MISSING | undefined {
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const sent = selection.sendAs ?? key;
      const value = project(selection.selections, readOwn(source, key), into[sent], types);
      if (value === MISSING) return MISSING;
      writeOwn(into, sent, value);
    } else if (matches(selection.typeCondition, source, types)) {
      if (select(selection.selections, source, into, types) === MISSING) return MISSING;
    }
  }
  return undefined;
}

function matches(condition: string | undefined, source: Json, types: SupergraphTypes): boolean {
  if (condition === undefined) return true;
  const typename = source['__typename'];
  return typeof typename === 'string' && types.isSubtype(condition, typename);
}

function project(
  selections: readonly RequiredSelection[] | undefined,
  value: unknown,
  known: unknown,
  types: SupergraphTypes,
): unknown {
  if (value === undefined) return MISSING;
  if (value === null || selections === undefined) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const before = Array.isArray(known) ? (known[index] as unknown) : undefined;
      const projected = project(selections, item, before, types);
      if (projected === MISSING) return MISSING;
      items.push(projected);
    }
    return items;
  }
  if (typeof value !== 'object') return value;
  // Several fragments may select the same field, each a part of it.
  const into = typeof known === 'object' && known !== null ? (known as Json) : {};
  return select(selections, value as Json, into, types) ?? into;
}
