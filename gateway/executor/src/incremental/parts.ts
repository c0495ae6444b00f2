import {
  getNamedType,
  type GraphQLCompositeType,
  isAbstractType,
  isCompositeType,
  type GraphQLSchema,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { isJsonObject, readOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import { compileSelection, type ProjectionScope } from "../projection/compile.js";
import type { Completer } from "../projection/completer.js";
import { deferLabelOf, isIncluded } from "../projection/selection.js";

/** A deferred fragment at one place of the operation. */
export interface DeferredPart {
  /** The label by which the plan knows it. */
  readonly id: string;
  /** The client's own label. */
  readonly label: string | undefined;
  /** From the object of the part around it, or the root, to its own objects. */
  readonly path: readonly PartStep[];
  /** Type names its objects have to be of. */
  readonly conditions: readonly string[];
  readonly project: Completer;
  /** The deferred fragments inside. */
  readonly parts: readonly DeferredPart[];
}

interface PartStep {
  /** Types the object has to be of for this step. */
  readonly conditions: readonly string[];
  readonly responseName: string;
  readonly key: string;
}

/** An object that was delivered, as data and as what the client got. */
export interface Delivered {
  readonly source: Json;
  readonly data: Json;
  /** In the client's terms. */
  readonly path: readonly (string | number)[];
  /** The same in the keys of the data. */
  readonly place: readonly (string | number)[];
}

/** Finds the deferred fragments of an operation, those inside others under them. */
export function compileParts(
  scope: ProjectionScope,
  labels: ReadonlyMap<string, string | undefined>,
): DeferredPart[] {
  const { schema, operation } = scope.parts;
  const root = schema.getRootType(operation.operation);
  return root ? partsIn(scope, labels, operation.selectionSet, root) : [];
}

function partsIn(
  scope: ProjectionScope,
  labels: ReadonlyMap<string, string | undefined>,
  selectionSet: SelectionSetNode,
  start: GraphQLCompositeType,
): DeferredPart[] {
  const { schema, fragments } = scope.parts;
  const found: DeferredPart[] = [];
  const visit = (
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    path: readonly PartStep[],
    conditions: readonly string[],
  ): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, scope.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const { name, alias, selectionSet: below } = selection;
        const field = "getFields" in type ? type.getFields()[name.value] : undefined;
        const named = field && getNamedType(field.type);
        if (!below || !isCompositeType(named)) continue;
        const key = scope.keys.keyOf(type, selection);
        const step = { conditions, responseName: (alias ?? name).value, key };
        visit(below, named, [...path, step], []);
        continue;
      }
      const id = deferLabelOf(selection);
      const isDeferred = id !== undefined && selection.kind === Kind.INLINE_FRAGMENT;
      // What is deferred is the one fragment inside.
      const [inner] = isDeferred ? selection.selectionSet.selections : [selection];
      const fragment =
        inner?.kind === Kind.FRAGMENT_SPREAD ? fragments.get(inner.name.value) : inner;
      if (!fragment || fragment.kind === Kind.FIELD) continue;
      const narrowed = narrow(schema, type, fragment.typeCondition?.name.value);
      if (!narrowed) continue;
      const all = [...conditions, ...narrowed.conditions];
      const { selectionSet: below } = fragment;
      if (!isDeferred) visit(below, narrowed.type, path, all);
      else {
        found.push({
          id,
          label: labels.get(id),
          path,
          conditions: all,
          project: compileSelection(scope, narrowed.type, below),
          parts: partsIn(scope, labels, below, narrowed.type),
        });
      }
    }
  };
  visit(selectionSet, start, [], []);
  return found;
}

/** The type on which a fragment selects, and what is to be checked of an object to know it applies. */
function narrow(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  condition: string | undefined,
): { type: GraphQLCompositeType; conditions: string[] } | undefined {
  const narrowed = condition === undefined ? type : schema.getType(condition);
  if (!isCompositeType(narrowed)) return undefined;
  if (narrowed === type) return { type, conditions: [] };
  const isWider =
    isAbstractType(narrowed) && !isUnionType(type) && schema.isSubType(narrowed, type);
  if (!isWider) return { type: narrowed, conditions: [narrowed.name] };
  return { type: isObjectType(type) ? type : narrowed, conditions: [] };
}

/** The objects of a part within an object that was delivered. */
export function locate(
  { path, conditions }: DeferredPart,
  from: Delivered,
  matches: (conditions: readonly string[], object: Json) => boolean,
): Delivered[] {
  const found: Delivered[] = [];
  const visit = (
    depth: number,
    source: unknown,
    data: unknown,
    at: readonly (string | number)[],
    place: readonly (string | number)[],
  ): void => {
    if (Array.isArray(source)) {
      if (!Array.isArray(data)) return;
      for (const [index, item] of source.entries()) {
        visit(depth, item, data[index], [...at, index], [...place, index]);
      }
      return;
    }
    // What the client got as null has no parts, whatever is known of it.
    if (!isJsonObject(source) || !isJsonObject(data)) return;
    const step = path[depth];
    if (!matches(step?.conditions ?? conditions, source)) return;
    if (!step) {
      found.push({ source, data, path: at, place });
      return;
    }
    const { key, responseName } = step;
    const next = [...at, responseName];
    visit(depth + 1, readOwn(source, key), readOwn(data, responseName), next, [...place, key]);
  };
  visit(0, from.source, from.data, from.path, from.place);
  return found;
}
