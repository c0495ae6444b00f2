import {
  getNamedType,
  GraphQLError,
  type GraphQLCompositeType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { ResultPath } from "../execution/targets.js";
import type { DataKeys } from "../plan/data-keys.js";
import type { Conditions, OperationParts } from "./selection.js";
import { isIncluded } from "./selection.js";

/** What paths are read against. */
export interface PathScope {
  readonly parts: OperationParts;
  readonly conditions: Conditions;
  readonly keys: DataKeys;
}

/** Selections of one object, with the type each was made on. */
type Level = readonly { readonly set: SelectionSetNode; readonly type: GraphQLCompositeType }[];

/** An operation that gives one field a hundred names gets no hundred errors. */
const MAX_PLACES = 10;

/** Puts errors whose paths are made of data keys into the client's terms. */
export function toClientErrors(scope: PathScope, errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.flatMap((error) => {
    if (!error.path) return [error];
    return clientPaths(scope, [...error.path]).map(
      (path) =>
        new GraphQLError(error.message, {
          ...(path.length > 0 ? { path } : {}),
          extensions: error.extensions,
        }),
    );
  });
}

/**
 * The places that stand for a path of the data: several when the client asked for it under several
 * names. Where a path leads to something that only the plan needed, it ends before that.
 */
function clientPaths(scope: PathScope, path: ResultPath): ResultPath[] {
  const { schema, operation } = scope.parts;
  const root = schema.getRootType(operation.operation);
  if (!root) return [path];
  const places: ResultPath[] = [];
  const visit = (level: Level, index: number, at: ResultPath): void => {
    if (places.length >= MAX_PLACES) return;
    const step = path[index];
    if (step === undefined) places.push(at);
    else if (typeof step === "number") visit(level, index + 1, [...at, step]);
    else {
      const below = fieldsAt(scope, level, step);
      if (below.size === 0) places.push(at);
      for (const [name, next] of below) visit(next, index + 1, [...at, name]);
    }
  };
  visit([{ set: operation.selectionSet, type: root }], 0, []);
  return places;
}

/** The client's names for a data key, with what is selected under each. */
function fieldsAt(scope: PathScope, level: Level, key: string): Map<string, Level> {
  const { parts, conditions, keys } = scope;
  const found = new Map<string, Level>();
  const visit = (set: SelectionSetNode, type: GraphQLCompositeType): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        if (keys.keyOf(type, selection) !== key) continue;
        const name = (selection.alias ?? selection.name).value;
        const field = "getFields" in type ? type.getFields()[selection.name.value] : undefined;
        const named = field && getNamedType(field.type);
        const below = selection.selectionSet;
        const next = below && isCompositeType(named) ? [{ set: below, type: named }] : [];
        found.set(name, [...(found.get(name) ?? []), ...next]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : parts.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : parts.schema.getType(condition);
      if (fragment && isCompositeType(narrowed)) visit(fragment.selectionSet, narrowed);
    }
  };
  for (const { set, type } of level) visit(set, type);
  return found;
}
