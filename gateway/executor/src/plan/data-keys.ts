import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  print,
  type ValueNode,
  visit,
} from "graphql";
import type { OperationParts } from "../projection/selection.js";

/**
 * The keys under which fetched data is kept: not those the client chose, but ones that say what the
 * data is.
 *
 * @remarks The planner asks for more than the client does (keys, what `@requires` names), under the
 * fields' own names, and does not see when the client gave such a name to something else
 * (`{ id: name }`) or asked for that field with other arguments. So a field that takes no arguments
 * is always kept under its own name, and one that takes some under a name of ours, one for each
 * list of arguments. The projection knows the same keys and puts the client's names back. As a side
 * effect the same data under two aliases is fetched once. Objects of which something else is selected
 * under each alias are kept apart: where one becomes null for an error inside, the other does not.
 */
export class DataKeys {
  private readonly ambiguous: ReadonlySet<string>;
  private readonly divided: ReadonlySet<string>;
  private readonly numbers = new Map<string, number>();

  constructor(private readonly parts: OperationParts) {
    this.ambiguous = ambiguousNames(parts.schema);
    this.divided = dividedFields(parts);
  }

  keyOf(parent: GraphQLCompositeType, node: FieldNode): string {
    const name = node.name.value;
    const field = "getFields" in parent ? parent.getFields()[name] : undefined;
    if (!field) return name;
    const responseName = (node.alias ?? node.name).value;
    const isAmbiguous = this.ambiguous.has(name);
    const isApart =
      // The same mutation under two names is to be done twice.
      parent === this.parts.schema.getMutationType() ||
      (responseName !== name && this.divided.has(callOf(node)));
    if (field.args.length === 0 && !isAmbiguous && !isApart) return name;
    const identity = [
      callOf(node),
      isAmbiguous ? shapeOf(field.type) : "",
      isApart ? responseName : "",
    ].join("\n");
    const number = this.numbers.get(identity) ?? this.numbers.size;
    this.numbers.set(identity, number);
    return `${name}__${number}`;
  }
}

/** A field with its arguments. */
function callOf({ name, arguments: list }: FieldNode): string {
  const texts = (list ?? []).map(
    (argument) => `${argument.name.value}:${canonical(argument.value)}`,
  );
  return [name.value, ...texts.sort()].join("\n");
}

/** The calls that stand under several names, with different selections. */
function dividedFields({ operation, fragments }: OperationParts): ReadonlySet<string> {
  const uses = new Map<string, FieldNode[]>();
  let hasAlias = false;
  const note = (node: FieldNode): void => {
    if (!node.selectionSet) return;
    hasAlias ||= node.alias !== undefined;
    const call = callOf(node);
    const same = uses.get(call);
    if (same) same.push(node);
    else uses.set(call, [node]);
  };
  for (const definition of [operation, ...fragments.values()]) visit(definition, { Field: note });
  if (!hasAlias) return new Set();
  const isDivided = (nodes: readonly FieldNode[]): boolean =>
    new Set(nodes.map(({ alias, name }) => (alias ?? name).value)).size > 1 &&
    new Set(nodes.map(({ selectionSet }) => print(selectionSet!))).size > 1;
  return new Set([...uses].flatMap(([call, nodes]) => (isDivided(nodes) ? [call] : [])));
}

/** Equal for equal values, whatever the order of their fields. */
function canonical(value: ValueNode): string {
  if (value.kind === Kind.LIST) return `[${value.values.map(canonical).join()}]`;
  if (value.kind !== Kind.OBJECT) return print(value);
  const fields = value.fields.map((field) => `${field.name.value}:${canonical(field.value)}`);
  return `{${fields.sort().join()}}`;
}

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/**
 * Names that stand for data of different shapes in different types. Under one key they could not
 * be selected side by side.
 */
function ambiguousNames(schema: GraphQLSchema): ReadonlySet<string> {
  const cached = known.get(schema);
  if (cached) return cached;
  const shapes = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!("getFields" in type) || !("getInterfaces" in type)) continue;
    if (type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const shape = shapeOf(field.type);
      if ((shapes.get(field.name) ?? shape) !== shape) ambiguous.add(field.name);
      shapes.set(field.name, shape);
    }
  }
  known.set(schema, ambiguous);
  return ambiguous;
}

/** What must be the same for two fields to be merged: wrappers and the leaf, if it is one. */
function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`;
  if (isListType(type)) return `[${shapeOf(type.ofType)}]`;
  return isLeafType(type) ? type.name : "{}";
}
