import type { SupergraphTypes } from "../plan/planner.js";
import { flatWriter, type WriteText } from "./flat-representations.js";
import type { DataRewrite, RequiredSelection } from "../plan/query-plan.js";
import { applyRewrites } from "./rewrites.js";
import { isEqual } from "./equal.js";
import { isInherited, readOwn, writeOwn } from "./own.js";
import type { Json } from "./run.js";
import type { Intern } from "./targets.js";

/** The representations of a fetch, each distinct one once. */
export interface Representations {
  /** Each as JSON text, in the order in which they are sent. */
  readonly texts: string[];
  /** The targets that each of them stands for, same order. */
  readonly targets: Json[][];
  /** Targets of a matching type that lack something their representation needs. */
  readonly unusable: Json[];
}

/** What stands for "this cannot be represented, a part of it is missing". */
const MISSING = Symbol("missing");

/** How the targets of a fetch become representations. */
export interface Representing {
  /** Reads the representations out of what is known of the targets. */
  collect(targets: readonly Json[], types: SupergraphTypes): Representations;
  /** Finds for a target one that it has seen before of which the same is known. */
  interner(types: SupergraphTypes): Intern;
}

/**
 * Compiles how the representations of a fetch are collected.
 *
 * @param only - the type of all targets, where they do not tell it themselves.
 * @remarks Equal ones are sent once: lists repeat their entities, and the text that is compared is
 * the text that is sent, so finding them costs a lookup.
 */
export function compileRepresentations(
  requires: readonly RequiredSelection[],
  rewrites: readonly DataRewrite[] | undefined,
  only?: string,
): Representing {
  const writers = new Map<string, WriteText | null>();

  const writerFor = (typename: string, types: SupergraphTypes): WriteText | null => {
    let writer = writers.get(typename);
    if (writer === undefined) {
      writer = rewrites?.length ? undefined : flatWriter(requires, typename, types);
      writer ??= writer === null ? null : (source) => writeText(source, requires, rewrites, types);
      // Type names come from subgraphs: what is not in the schema is not kept.
      if (types.isObject(typename)) writers.set(typename, writer);
    }
    return writer;
  };

  const collect: Representing["collect"] = (targets, types) => {
    const found: Representations = { texts: [], targets: [], unusable: [] };
    const byText = new Map<string, Json[]>();
    const byKey = new Map<WriteText, Map<string, Json[]>>();
    // Worked out anew where the type changes: most lists are of one.
    let typename: unknown;
    let writer: WriteText | null = null;
    let keys: Map<string, Json[]> | undefined;
    for (const target of targets) {
      const own = target["__typename"] ?? only;
      if (own !== typename) {
        typename = own;
        writer = typeof typename === "string" ? writerFor(typename, types) : null;
        keys = writer?.only === undefined ? undefined : keysOf(byKey, writer);
      }
      if (writer === null) continue;
      // Most representations are told apart by one key: a known one spares the writing of a text.
      const key = keys && target[writer.only!];
      const isKeyed = typeof key === "string";
      const known = isKeyed ? keys!.get(key) : undefined;
      if (known) {
        known.push(target);
        continue;
      }
      const text = writer(target);
      const same = isKeyed || text === undefined ? undefined : byText.get(text);
      if (text === undefined) found.unusable.push(target);
      else if (same) same.push(target);
      else if (text !== "") {
        const all = [target];
        if (isKeyed) keys!.set(key, all);
        else byText.set(text, all);
        found.texts.push(text);
        found.targets.push(all);
      }
    }
    return found;
  };
  const interner: Representing["interner"] = (types) => {
    const byKey = new Map<WriteText, Map<string, Json>>();
    return (target) => {
      const typename = target["__typename"] ?? only;
      const writer = typeof typename === "string" ? writerFor(typename, types) : null;
      if (!writer?.isFlat) return target;
      const key = writer.only === undefined ? writer(target) : target[writer.only];
      if (typeof key !== "string") return target;
      let seen = byKey.get(writer);
      if (!seen) byKey.set(writer, (seen = new Map()));
      const same = seen.get(key);
      if (!same) seen.set(key, target);
      return same && isEqual(same, target) ? same : target;
    };
  };

  return { collect, interner };
}

function keysOf(
  byKey: Map<WriteText, Map<string, Json[]>>,
  writer: WriteText,
): Map<string, Json[]> {
  let keys = byKey.get(writer);
  if (!keys) byKey.set(writer, (keys = new Map()));
  return keys;
}

/** The general way; empty when no type condition matches, undefined when something is missing. */
function writeText(
  source: Json,
  requires: readonly RequiredSelection[],
  rewrites: readonly DataRewrite[] | undefined,
  types: SupergraphTypes,
): string | undefined {
  const representation: Json = {};
  if (select(requires, source, representation, types) === MISSING) return undefined;
  if (representation["__typename"] === undefined) return "";
  if (rewrites) applyRewrites(rewrites, representation, types);
  return JSON.stringify(representation);
}

function select(
  selections: readonly RequiredSelection[],
  source: Json,
  into: Json,
  types: SupergraphTypes,
): typeof MISSING | undefined {
  for (const selection of selections) {
    if (selection.kind === "Field") {
      const key = selection.alias ?? selection.name;
      const sent = selection.sendAs ?? key;
      const value = project(selection.selections, readOwn(source, key), into[sent], types);
      if (value === MISSING) return MISSING;
      if (isInherited(sent)) writeOwn(into, sent, value);
      else into[sent] = value;
    } else if (matches(selection.typeCondition, source, types)) {
      if (select(selection.selections, source, into, types) === MISSING) return MISSING;
    }
  }
  return undefined;
}

function isNarrowing(selection: RequiredSelection): boolean {
  return selection.kind === "InlineFragment" && selection.typeCondition !== undefined;
}

function matches(condition: string | undefined, source: Json, types: SupergraphTypes): boolean {
  if (condition === undefined) return true;
  const typename = source["__typename"];
  return typeof typename === "string" && types.isSubtype(condition, typename);
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
  if (typeof value !== "object") return value;
  // Several fragments may select the same field, each a part of it.
  const into = typeof known === "object" && known !== null ? (known as Json) : {};
  // Whoever required a part of each type has to know which it is given; the plan forgets to say.
  const typename = (value as Json)["__typename"];
  if (typename !== undefined && selections.some(isNarrowing)) into["__typename"] = typename;
  return select(selections, value as Json, into, types) ?? into;
}
