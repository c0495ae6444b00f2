import {
  type FieldNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import { parseOf } from "./fetch-operation.js";
import { mapFetches } from "./map-fetches.js";
import type { FetchNode, QueryPlan, RequiredSelection } from "./query-plan.js";

/**
 * Takes out of a plan's fetches the `__typename` of objects whose type the supergraph tells: those of
 * a field that gives an object type. The planner asks for it wherever an entity may be taken up again,
 * and in a long list it is a fifth of what comes. A fetch about such objects says their type itself,
 * as {@link FetchNode.typename}.
 *
 * @remarks A plan is left as it is where type names are read in other ways as well: where a
 * representation has objects in it, or something is rewritten. One with deferred parts must not come
 * here at all.
 * @param supergraph - with what clients do not see.
 */
export function omitKnownTypenames(plan: QueryPlan, supergraph: GraphQLSchema): QueryPlan {
  const { node } = plan;
  const stream = node?.kind === "Subscription" ? node : undefined;
  const fetches: PlacedFetch[] = stream ? [{ fetch: stream.primary, path: [] }] : [];
  mapFetches(plan, (fetch, path) => {
    fetches.push({ fetch, path });
    return fetch;
  });
  if (!fetches.every(canOmit)) return plan;
  const types = typesByPlace(fetches, supergraph);
  const { node: omitted } = mapFetches(plan, (fetch, path) => withoutTypenames(fetch, path, types));
  if (omitted?.kind !== "Subscription") return { ...plan, ...(omitted && { node: omitted }) };
  return { node: { ...omitted, primary: withoutTypenames(omitted.primary, [], types) } };
}

/** A fetch, and the response keys that lead to what it is about. */
interface PlacedFetch {
  readonly fetch: FetchNode;
  readonly path: readonly string[];
}

function canOmit({ fetch }: PlacedFetch): boolean {
  const { requires = [], inputRewrites, outputRewrites, contextRewrites } = fetch;
  return !inputRewrites?.length && !outputRewrites?.length && !contextRewrites && isFlat(requires);
}

const isFlat = (selections: readonly RequiredSelection[]): boolean =>
  selections.every((selection) =>
    selection.kind === "Field" ? !selection.selections : isFlat(selection.selections),
  );

/** The object type at each place of the data; null where it is not always the same, or not known. */
type TypesByPlace = ReadonlyMap<string, string | null>;

const placeOf = (path: readonly string[]): string => path.join("\n");

function typesByPlace(fetches: readonly PlacedFetch[], schema: GraphQLSchema): TypesByPlace {
  const types = new Map<string, string | null>();
  const note = (
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    path: readonly string[],
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const narrowed = condition === undefined ? parent : schema.getType(condition);
        note(selection.selectionSet, narrowed, path);
      } else if (selection.kind === Kind.FIELD && selection.selectionSet) {
        const at = keyed(path, selection);
        const type = typeOf(selection, parent);
        const known = isObjectType(type) ? type.name : null;
        const place = placeOf(at);
        types.set(place, types.has(place) && types.get(place) !== known ? null : known);
        note(selection.selectionSet, type, at);
      }
    }
  };
  for (const { fetch, path } of fetches) {
    const root = fetch.requires
      ? undefined
      : schema.getRootType(fetch.operationKind as OperationTypeNode);
    note(contentOf(fetch, parseOf(fetch)), root ?? undefined, path);
  }
  return types;
}

function typeOf(
  { name }: FieldNode,
  parent: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const field = fields[name.value];
  return field && getNamedType(field.type);
}

/** What a fetch selects on the objects at its place. */
function contentOf({ requires }: FetchNode, { selectionSet }: OperationDefinitionNode) {
  const [entities] = selectionSet.selections;
  const isAboutEntities = requires && entities?.kind === Kind.FIELD && entities.selectionSet;
  return isAboutEntities ? entities.selectionSet! : selectionSet;
}

const keyed = (path: readonly string[], { name, alias }: FieldNode): readonly string[] => [
  ...path,
  (alias ?? name).value,
];

function withoutTypenames(
  fetch: FetchNode,
  path: readonly string[],
  types: TypesByPlace,
): FetchNode {
  const typename = fetch.requires && types.get(placeOf(path));
  const typed = typename ? { ...fetch, typename } : fetch;
  if (!fetch.operation.includes("__typename")) return typed;
  const operation = parseOf(fetch);
  const content = contentOf(fetch, operation);
  const changed = visit(operation, {
    SelectionSet: (set) => (set === content ? omitFrom(set, path, types) : undefined),
  });
  return { ...typed, operation: stripIgnoredCharacters(print(changed)) };
}

function omitFrom(
  set: SelectionSetNode,
  path: readonly string[],
  types: TypesByPlace,
): SelectionSetNode {
  const isKnown = Boolean(types.get(placeOf(path)));
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== Kind.FIELD && selection.kind !== Kind.INLINE_FRAGMENT)
      return [selection];
    if (selection.kind === Kind.FIELD && isKnown && selection.name.value === "__typename")
      return [];
    if (!selection.selectionSet) return [selection];
    const at = selection.kind === Kind.FIELD ? keyed(path, selection) : path;
    return [{ ...selection, selectionSet: omitFrom(selection.selectionSet, at, types) }];
  });
  // Something has to be selected, if only to learn whether there is an object.
  return selections.length > 0 ? { ...set, selections } : set;
}
