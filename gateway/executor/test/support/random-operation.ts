import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
  parse,
  visit,
} from "graphql";

/** A number from 0 to `below` - 1. */
export type Choose = (below: number) => number;

/** A stream of choices that is the same for the same seed. */
export function choicesFrom(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A random operation; mostly valid, but fields of one response name may still conflict. */
export function randomOperation(
  schema: GraphQLSchema,
  choose: Choose,
  ids: readonly string[],
  options: { readonly kind?: `${OperationTypeNode}`; readonly hasDefer?: boolean } = {},
): string {
  const { kind = "query", hasDefer } = options;
  const fragments: string[] = [];

  const selection = (type: GraphQLCompositeType, depth: number): string => {
    const parts: string[] = [];
    const count = 1 + choose(4);
    for (let index = 0; index < count; index++) {
      const isFragment = depth > 0 && choose(4) === 0;
      parts.push((isFragment ? fragment(type, depth - 1) : undefined) ?? field(type, depth));
    }
    return `{ ${parts.join(" ")} }`;
  };

  const fragment = (type: GraphQLCompositeType, depth: number): string => {
    const options = related(schema, type);
    const condition = options[choose(options.length)]!;
    const body = selection(condition, depth);
    if (choose(3) > 0) {
      const isPlain = condition === type && choose(2) === 0;
      return `... ${isPlain ? "" : `on ${condition.name}`}${conditions(type)}${defer()} ${body}`;
    }
    const name = `F${fragments.length}`;
    fragments.push("");
    fragments[Number(name.slice(1))] = `fragment ${name} on ${condition.name} ${body}`;
    return `...${name}${conditions(type)}${defer()}`;
  };

  let labels = 0;
  const defer = (): string => {
    if (!hasDefer) return "";
    return ["", " @defer", ` @defer(label: "l${labels++}")`, " @defer(if: $b)"][choose(4)]!;
  };

  const field = (type: GraphQLCompositeType, depth: number): string => {
    const all = "getFields" in type ? Object.values(type.getFields()) : [];
    const usable = all.filter((f) => depth > 0 || !isCompositeType(getNamedType(f.type)));
    const chosen = usable[choose(usable.length + 1)];
    if (!chosen) return choose(2) ? "__typename" : `t${choose(2)}: __typename`;
    const named = getNamedType(chosen.type);
    const args = argumentsOf(chosen);
    // Sometimes the name of another field: a client may call anything anything.
    const names = ["", "", `${chosen.name}_${choose(3)}: `, `${all[choose(all.length)]!.name}: `];
    const alias = args ? names[1 + choose(3)]! : (names[choose(6)] ?? "");
    const below = isCompositeType(named) ? selection(named, depth - 1) : "";
    return `${alias}${chosen.name}${args}${conditions(type)} ${below}`;
  };

  const argumentsOf = (definition: GraphQLField<unknown, unknown>): string => {
    const given = definition.args.flatMap(({ name, type }) => {
      if (!isNonNullType(type) && choose(2)) return [];
      const named = getNamedType(type);
      if (isEnumType(named))
        return [`${name}: ${named.getValues()[choose(named.getValues().length)]!.name}`];
      if (named.name === "Int") return [`${name}: ${choose(3) ? choose(3) : "$n"}`];
      if (named.name === "Boolean") return [`${name}: ${choose(2) ? "$a" : "true"}`];
      return [`${name}: ${JSON.stringify(ids[choose(ids.length)])}`];
    });
    return given.length > 0 ? `(${given.join(", ")})` : "";
  };

  const conditions = (parent: GraphQLCompositeType): string => {
    // There is one stream, whatever the variables are.
    if (parent === schema.getSubscriptionType()) return "";
    const value = ["$a", "$b", "true", "false"][choose(4)]!;
    const which = choose(14);
    if (which === 0) return ` @skip(if: ${value})`;
    if (which === 1) return ` @include(if: ${value})`;
    return which === 2 ? ` @include(if: $b) @skip(if: ${value})` : "";
  };

  const root = selection(schema.getRootType(kind as OperationTypeNode)!, 4);
  return `${kind} ($a: Boolean = true, $b: Boolean!, $n: Int) ${root} ${fragments.join(" ")}`;
}

function related(schema: GraphQLSchema, type: GraphQLCompositeType): GraphQLCompositeType[] {
  const narrower = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const wider = Object.values(schema.getTypeMap()).filter(
    (other) =>
      isAbstractType(other) &&
      schema.getPossibleTypes(other).some((object) => narrower.includes(object)),
  ) as GraphQLCompositeType[];
  return [type, ...narrower, ...wider].filter(
    (other) => isObjectType(other) || isInterfaceType(other) || isAbstractType(other),
  );
}

/** Drops the definitions of variables that chance has not used: they would be invalid. */
export function usedVariablesOnly(query: string): string {
  const used = new Set<string>();
  visit(parse(query), {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return query.replace(/^(\w+) \((.*?)\)/, (_, kind: string, definitions: string) => {
    const kept = definitions.split(", ").filter((definition) => used.has(definition.slice(1, 2)));
    return kept.length > 0 ? `${kind} (${kept.join(", ")})` : kind;
  });
}
