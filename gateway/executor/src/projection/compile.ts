import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type SelectionSetNode,
} from "graphql";
import { isInherited } from "../execution/own.js";
import type { DataKeys } from "../plan/data-keys.js";
import { type CompiledField, type Completer, NULL } from "./completer.js";
import { hiddenTypesOf } from "./hidden.js";
import { compileLeaf } from "./leaf.js";
import { ObjectWriter } from "./object-writer.js";
import { completeList, completeNonNull, completeObject, type WriterOf } from "./complete.js";
import { isWithheld } from "../withheld.js";
import {
  collectFields,
  type Conditions,
  needsRuntimeType,
  type OperationParts,
} from "./selection.js";

/** An operation under one set of conditions. */
export interface ProjectionScope {
  readonly parts: OperationParts;
  readonly conditions: Conditions;
  readonly keys: DataKeys;
}

/**
 * Compiles the projection of an operation under one set of conditions.
 *
 * @returns the completer of the root object.
 */
export function compileProjection(scope: ProjectionScope): Completer {
  const { parts } = scope;
  const root = parts.schema.getRootType(parts.operation.operation);
  if (!root) throw new Error(`The schema has no ${parts.operation.operation} type.`);
  return compileComposite(scope, root, [parts.operation.selectionSet], root.name, true);
}

/** Compiles the projection of a part of the operation: what is selected on objects of a type. */
export function compileSelection(
  scope: ProjectionScope,
  type: GraphQLCompositeType,
  selectionSet: SelectionSetNode,
): Completer {
  return compileComposite(scope, type, [selectionSet], type.name, true);
}

function compileField(
  scope: ProjectionScope,
  parent: GraphQLCompositeType,
  [name, nodes]: readonly [string, readonly FieldNode[]],
  position: number,
): CompiledField {
  const fieldName = nodes[0]!.name.value;
  const key = scope.keys.keyOf(parent, nodes[0]!);
  const field = {
    responseName: name,
    before: `${position === 0 ? "{" : ","}${JSON.stringify(name)}:`,
    key,
    isKeyInherited: isInherited(key),
    isString: false,
  };
  if (fieldName === "__typename") {
    const text = JSON.stringify(parent.name);
    return { ...field, complete: () => text };
  }
  if (fieldName === "__schema" || fieldName === "__type") {
    return { ...field, complete: (_, job) => JSON.stringify(job.introspection[name] ?? null) };
  }
  if (nodes.every(isWithheld)) return { ...field, complete: completeWithheld(parent, fieldName) };
  const definition = "getFields" in parent ? parent.getFields()[fieldName] : undefined;
  if (!definition) throw new Error(`There is no field ${parent.name}.${fieldName}.`);
  const selectionSets = nodes.flatMap((node) =>
    isWithheld(node) ? [] : (node.selectionSet ?? []),
  );
  const label = `${parent.name}.${fieldName}`;
  const type = getNullableType(definition.type);
  return {
    ...field,
    isString: isScalarType(type) && (type.name === "String" || type.name === "ID"),
    complete: compileType(scope, definition.type, selectionSets, label, key),
  };
}

/** What stands in the place of a field that is not for whoever asks. */
function completeWithheld(parent: GraphQLCompositeType, fieldName: string): Completer {
  const definition = "getFields" in parent ? parent.getFields()[fieldName] : undefined;
  const text = definition && isNonNullType(definition.type) ? undefined : NULL;
  return (_, job) => {
    job.withholds(`${parent.name}.${fieldName} is not for you to see.`);
    return text;
  };
}

function compileType(
  scope: ProjectionScope,
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  label: string,
  key: string,
): Completer {
  if (isNonNullType(type)) {
    const { ofType } = type;
    const inner = isListType(ofType)
      ? compileType(scope, ofType, selectionSets, label, key)
      : compileNamed(scope, ofType, selectionSets, label, true);
    return completeNonNull(inner, label, key);
  }
  if (isListType(type)) {
    return completeList(compileType(scope, type.ofType, selectionSets, label, key), label);
  }
  return compileNamed(scope, type, selectionSets, label, false);
}

/** @param isNonNull - whether what clients do not see has to be told as an error. */
function compileNamed(
  scope: ProjectionScope,
  type: GraphQLLeafType | GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  label: string,
  isNonNull: boolean,
): Completer {
  if (isLeafType(type)) return compileLeaf(type, label, isNonNull);
  return compileComposite(scope, type, selectionSets, label, isNonNull);
}

function compileComposite(
  scope: ProjectionScope,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  label: string,
  isNonNull: boolean,
): Completer {
  const compile = (runtimeType: GraphQLCompositeType): ObjectWriter => {
    const fields = collectFields(scope.parts, scope.conditions, runtimeType, selectionSets);
    return new ObjectWriter(
      [...fields].map((field, index) => compileField(scope, runtimeType, field, index)),
    );
  };
  // On first use: an operation may mention many types of which few ever occur.
  if (isObjectType(type)) {
    let writer: ObjectWriter | undefined;
    return completeObject(() => (writer ??= compile(type)), label);
  }
  const { schema } = scope.parts;
  const byTypename = new Map<unknown, ObjectWriter | undefined>();
  const resolve: WriterOf = (typename) => {
    if (byTypename.has(typename)) return byTypename.get(typename);
    const runtimeType = typeof typename === "string" ? schema.getType(typename) : undefined;
    let writer: ObjectWriter | undefined;
    if (isObjectType(runtimeType)) {
      if (isAbstractType(type) && schema.isSubType(type, runtimeType))
        writer = compile(runtimeType);
    } else if (
      // The object of an `@interfaceObject`: known as its interface only, which is enough where
      // nothing depends on more.
      isInterfaceType(type) &&
      (runtimeType === undefined ? typename === undefined : isInterfaceType(runtimeType)) &&
      !needsRuntimeType(scope.parts, scope.conditions, type, selectionSets)
    ) {
      writer = compile(type);
    }
    // Type names come from subgraphs: what is not in the schema is not kept.
    if (runtimeType !== undefined || typename === undefined) byTypename.set(typename, writer);
    return writer;
  };
  return completeObject(resolve, label, isNonNull ? [] : hiddenTypesOf(schema));
}
