import { Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import { conditionOf, entityFragments, withEntityFragments } from "./fetch-operation.js";
import type { FieldRules } from "./field-rules.js";
import type { FetchNode, RequiredSelection } from "./query-plan.js";

/** The interface object as which a fetch asks about entities of other types. */
export interface Renaming {
  /** The type name that their representations get. */
  readonly name: string;
  /** The types that get it. */
  readonly inputs: ReadonlySet<string>;
}

/**
 * Divides a fetch about an interface object by what its fields require.
 *
 * @remarks What an operation selects of single types is one selection where they are one interface
 * object: the planner asks for all of it of all of them, and lets all of them, and even types that it
 * does not ask about, be told what some of it requires. Those of which that was not selected do not
 * have it, and would get nothing at all. So fields that require something go into a fetch of their
 * own, which leaves those out.
 */
export function divideByNeeds(
  fetch: FetchNode,
  renaming: Renaming | undefined,
  rules: FieldRules,
): FetchNode[] {
  if (!renaming) return [fetch];
  const needsOf = (selection: SelectionNode): readonly string[] => {
    if (selection.kind !== Kind.FIELD) return [];
    const place = `${fetch.serviceName}:${renaming.name}.${selection.name.value}`;
    const required = rules.requires.get(place);
    return required ? pathsIn(required) : [];
  };
  const groups = new Map<string, readonly string[]>();
  for (const fragment of entityFragments(fetch)) {
    if (conditionOf(fragment) !== renaming.name) continue;
    for (const selection of fragment.selectionSet.selections) {
      if (!isTypename(selection)) groups.set(needsOf(selection).join(), needsOf(selection));
    }
  }
  const all = new Set([...groups.values()].flat());
  const requires = tellRenamed(fetch.requires ?? [], renaming, all);
  if (groups.size < 2 || renaming.inputs.size < 2) return [{ ...fetch, requires }];
  return [...groups].map(([text, needs]): FetchNode => {
    const isIn = (selection: SelectionNode): boolean =>
      isTypename(selection) || needsOf(selection).join() === text;
    const others = new Set([...all].filter((path) => !needs.includes(path)));
    return {
      ...withEntityFragments(fetch, (fragment) => {
        const { selectionSet } = fragment;
        const selections = selectionSet.selections.filter(isIn);
        return { ...fragment, selectionSet: { ...selectionSet, selections } };
      }),
      requires: without(requires, others),
    };
  });
}

/** What is told for a requirement alone is told of the types that are asked about, and no others. */
function tellRenamed(
  requires: readonly RequiredSelection[],
  { name, inputs }: Renaming,
  needs: ReadonlySet<string>,
): RequiredSelection[] {
  return requires.flatMap((selection): RequiredSelection[] => {
    if (selection.kind === "Field" || selection.typeCondition !== name || inputs.has(name))
      return [selection];
    const isNeeded = without(selection.selections, needs).every(isTypename);
    if (!isNeeded) return [selection];
    return [...inputs].map((typeCondition) => ({ ...selection, typeCondition }));
  });
}

function isTypename(selection: SelectionNode | RequiredSelection): boolean {
  if (!("name" in selection)) return false;
  const { name } = selection;
  return (typeof name === "string" ? name : name.value) === "__typename";
}

/** The ways to the leaves of a selection. */
function pathsIn({ selections }: SelectionSetNode, before = ""): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return pathsIn(selection.selectionSet, before);
    const path = `${before}/${selection.name.value}`;
    return selection.selectionSet ? pathsIn(selection.selectionSet, path) : [path];
  });
}

/** A selection without some leaves, and without what has none left. */
function without(
  selections: readonly RequiredSelection[],
  paths: ReadonlySet<string>,
  before = "",
): RequiredSelection[] {
  return selections.flatMap((selection): RequiredSelection[] => {
    const path = selection.kind === "Field" ? `${before}/${selection.name}` : before;
    if (!selection.selections) return paths.has(path) ? [] : [selection];
    const below = without(selection.selections, paths, path);
    return below.length > 0 ? [{ ...selection, selections: below }] : [];
  });
}
