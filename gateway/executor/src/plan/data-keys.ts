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
} from "graphql";

/**
 * The keys under which fetched data is kept: not those the client chose, but ones that say what the
 * data is.
 *
 * @remarks The planner asks for more than the client does (keys, what `@requires` names), under the
 * fields' own names, and does not see when the client gave such a name to something else
 * (`{ id: name }`) or asked for that field with other arguments. So a field that takes no arguments
 * is always kept under its own name, and one that takes some under a name of ours, one for each
 * list of arguments. The projection knows the same keys and puts the client's names back. As a side
 * effect the same data under two aliases is fetched once.
 */
export class DataKeys {
  private readonly ambiguous: ReadonlySet<string>;
  private readonly numbers = new Map<string, number>();

  constructor(private readonly schema: GraphQLSchema) {
    this.ambiguous = ambiguousNames(schema);
  }

  keyOf(parent: GraphQLCompositeType, node: FieldNode): string {
    const name = node.name.value;
    const field = "getFields" in parent ? parent.getFields()[name] : undefined;
    if (!field) return name;
    // The same mutation under two names is to be done twice.
    const isMutation = parent === this.schema.getMutationType();
    const isAmbiguous = this.ambiguous.has(name);
    if (field.args.length === 0 && !isAmbiguous && !isMutation) return name;
    const identity = [
      name,
      ...[...(node.arguments ?? [])]
        .map((argument) => `${argument.name.value}:${canonical(argument.value)}`)
        .sort(),
      isAmbiguous ? shapeOf(field.type) : "",
      isMutation ? (node.alias ?? node.name).value : "",
    ].join("\n");
    const number = this.numbers.get(identity) ?? this.numbers.size;
    this.numbers.set(identity, number);
    return `${name}__${number}`;
  }
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
