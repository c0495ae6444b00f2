import { type FieldDefinitionNode, Kind, type OperationTypeNode, parse, print } from "graphql";
import { type SubgraphView, viewOf } from "./supergraph-view.js";
import { type OrderKey, readOrder } from "./order.js";

/** How one field finds its operators. */
export interface FieldRule {
  /** A path in the representation. */
  readonly by?: string;
  /** A path that begins with the name of an argument. */
  readonly arg?: string;
  /** All operators, and the order of what they give together. */
  readonly gather?: Gather;
}

/** How the lists of several operators become one. */
export interface Gather {
  readonly order: readonly OrderKey[];
  readonly isConnection: boolean;
  /** Of a subscription: whether its events tell where they stand. */
  readonly hasCursor: boolean;
  /** The type of the argument `after`; absent where there is none, and so no paging. */
  readonly afterType?: string;
  /** The default of the argument `first`. */
  readonly defaultFirst?: number;
}

/** How a subgraph's requests find their operators. */
export interface OperatorRules {
  readonly subgraph: string;
  /** Of a root field. */
  root(type: `${OperationTypeNode}`, field: string): FieldRule | undefined;
  /** The path that tells the operator in a representation, for one field of its type. */
  by(typename: string, field: string): string | undefined;
  /** How a field of an entity is merged that all operators are asked for. */
  gathered(typename: string, field: string): Gather | undefined;
  /** Whether an object of this type is taken up by a fragment on that one. */
  matches(typename: string, condition: string): boolean;
}

/**
 * Reads `@operator` and `@gather`.
 *
 * @param sdl - the supergraph's SDL, or that of the subgraph alone.
 * @throws Error that names every root field and every field of an entity for which nothing says
 * who serves it: found when the schema is loaded, not when somebody asks.
 */
export function readOperatorRules(sdl: string, subgraph: string): OperatorRules {
  const view = viewOf(parse(sdl, { noLocation: true }), subgraph);
  const byType = new Map<string, string>();
  const fields = new Map<string, FieldRule>();
  const supertypes = new Map<string, Set<string>>();
  const problems: string[] = [];

  for (const type of view.types) {
    const name = type.name.value;
    const root = view.roots.get(name);
    const own = view.argumentOf(type, "operator", "by");
    if (typeof own === "string") byType.set(name, own);
    supertypes.set(name, new Set(type.interfaces?.map((node) => node.name.value)));
    const keys = view.keysOf(type);
    for (const field of type.fields ?? []) {
      if (!view.resolves(field)) continue;
      const at = `${name}.${field.name.value}`;
      const rule = readRule(field, view);
      fields.set(at, rule);
      if (root && !rule.arg && !rule.gather && !field.name.value.startsWith("_")) problems.push(at);
      if (root === "mutation" && rule.gather) problems.push(at);
      const isKey = keys?.has(field.name.value);
      const isServed = isKey || own !== undefined || rule.by !== undefined || rule.gather;
      if (!root && keys && !isServed) problems.push(at);
    }
  }
  if (problems.length > 0) {
    throw new Error(`Nothing says which operator of "${subgraph}" serves ${problems.join(", ")}.`);
  }
  const rootNames = new Map([...view.roots].map(([name, type]) => [type, name]));
  return {
    subgraph,
    root: (type, field) => fields.get(`${rootNames.get(type)}.${field}`),
    by: (typename, field) => fields.get(`${typename}.${field}`)?.by ?? byType.get(typename),
    gathered: (typename, field) => fields.get(`${typename}.${field}`)?.gather,
    matches: (typename, condition) =>
      typename === condition ||
      !!supertypes.get(typename)?.has(condition) ||
      !!supertypes.get(condition)?.has(typename),
  };
}

function readRule(field: FieldDefinitionNode, view: SubgraphView): FieldRule {
  const by = view.argumentOf(field, "operator", "by");
  const arg = view.argumentOf(field, "operator", "arg");
  const orderBy = view.argumentOf(field, "gather", "orderBy");
  return {
    ...(typeof by === "string" && { by }),
    ...(typeof arg === "string" && { arg }),
    ...(orderBy !== undefined && { gather: readGather(field, orderBy, view) }),
  };
}

function readGather(field: FieldDefinitionNode, orderBy: unknown, view: SubgraphView): Gather {
  const after = field.arguments?.find((argument) => argument.name.value === "after");
  const first = field.arguments?.find((argument) => argument.name.value === "first");
  const { type } = field;
  const nullable = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  const typeName = nullable.kind === Kind.NAMED_TYPE ? nullable.name.value : undefined;
  return {
    order: readOrder([orderBy].flat().map(String)),
    isConnection: typeName !== undefined && view.hasField(typeName, "edges"),
    hasCursor: typeName !== undefined && view.hasField(typeName, "cursor"),
    // Without a position to go on from, some operators begin anew while others are in the middle.
    ...(after && { afterType: print(after.type).replace(/!$/, "") }),
    ...(first?.defaultValue?.kind === Kind.INT && {
      defaultFirst: Number(first.defaultValue.value),
    }),
  };
}
