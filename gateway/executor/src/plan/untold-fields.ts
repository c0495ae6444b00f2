import {
  type FieldNode,
  getNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from "graphql";
import { parseOf, variablesOf, withUsedVariables } from "./fetch-operation.js";
import type {
  DataRewrite,
  FetchNode,
  FlattenNode,
  PlanNode,
  QueryPlan,
  RequiredSelection,
} from "./query-plan.js";
import type { FieldRules } from "./field-rules.js";

/** Puts fields off that a plan asks for before their subgraph is told what they require. */
export type TellFirst = (plan: QueryPlan) => QueryPlan;

/**
 * Where a required field requires something itself, the planner may join it with a fetch that was
 * there before, as if it could be had at once. Such a field is taken out of that fetch and asked for
 * again right before it is needed, with what it requires.
 *
 * @returns undefined for a supergraph without fields that require anything.
 */
export function createTellFirst(rules: FieldRules, schema: GraphQLSchema): TellFirst | undefined {
  if (rules.requires.size === 0) return undefined;
  const repair = (node: PlanNode): PlanNode => {
    if (node.kind === "Parallel") return { ...node, nodes: node.nodes.map(repair) };
    if (node.kind === "Defer") {
      const part = <Part extends { readonly node?: PlanNode }>(one: Part): Part =>
        one.node ? { ...one, node: repair(one.node) } : one;
      return { ...node, primary: part(node.primary), deferred: node.deferred.map(part) };
    }
    if (node.kind !== "Sequence") return node;
    const early: Early[] = [];
    const clean = (child: PlanNode, path: readonly (string | number)[]): PlanNode => {
      if (child.kind === "Parallel" || child.kind === "Sequence")
        return { ...child, nodes: child.nodes.map((inner) => clean(inner, path)) };
      if (child.kind === "Flatten")
        return { ...child, node: clean(child.node, [...path, ...child.path]) };
      return child.kind === "Fetch" ? withoutEarly(child, path, schema, rules, early) : child;
    };
    const cleaned = clean(node, []);
    if (early.length === 0) return { ...node, nodes: node.nodes.map(repair) };
    return early.reduce(putBeforeUse, cleaned);
  };
  return (plan) => {
    const { node } = plan;
    return node && node.kind !== "Subscription" ? { ...plan, node: repair(node) } : plan;
  };
}

/** A field that was asked for too early, as a fetch of its own. */
interface Early {
  readonly name: string;
  readonly node: FlattenNode;
}

/** The fetch without the fields that are not told what they require; with the keys to ask again. */
function withoutEarly(
  fetch: FetchNode,
  at: readonly (string | number)[],
  schema: GraphQLSchema,
  rules: FieldRules,
  early: Early[],
): FetchNode {
  const operation = parseOf(fetch);
  const root =
    fetch.operationKind === "mutation" ? schema.getMutationType() : schema.getQueryType();
  const clean = (
    set: SelectionSetNode,
    typename: string,
    path: readonly (string | number)[],
    told: readonly string[] = [],
  ): SelectionSetNode => {
    const type = schema.getType(typename);
    const names = new Set([...namesIn(set), ...told]);
    let key: SelectionSetNode | undefined;
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = selection.typeCondition?.name.value ?? typename;
        const below = clean(selection.selectionSet, narrowed, path, told);
        return [{ ...selection, selectionSet: below }];
      }
      const coordinate = `${fetch.serviceName}:${typename}.${selection.name.value}`;
      const required = rules.requires.get(coordinate);
      const keyOf = rules.keys.get(`${fetch.serviceName}:${typename}`);
      if (
        required &&
        keyOf &&
        path.length > 0 &&
        !namesIn(required).every((name) => names.has(name))
      ) {
        key = keyOf;
        early.push({
          name: (selection.alias ?? selection.name).value,
          node: fetchOf(fetch, operation, selection, {
            typename,
            isInterfaceObject: rules.interfaceObjects.has(`${fetch.serviceName}:${typename}`),
            path,
            inputs: [keyOf, required],
          }),
        });
        return [];
      }
      const field =
        isObjectType(type) || isInterfaceType(type)
          ? type.getFields()[selection.name.value]
          : undefined;
      const named = field && getNamedType(field.type);
      if (!selection.selectionSet || !isCompositeType(named)) return [selection];
      const name = (selection.alias ?? selection.name).value;
      const below = [...path, name, ...listSteps(field!.type)];
      return [{ ...selection, selectionSet: clean(selection.selectionSet, named.name, below) }];
    });
    if (!key) return set.selections.length === selections.length ? { ...set, selections } : set;
    const asked = new Set(namesIn(set));
    const added = [TYPENAME, ...key.selections].filter(
      (selection) =>
        selection.kind !== Kind.FIELD || selection.selectionSet || !asked.has(selection.name.value),
    );
    return { ...set, selections: [...added, ...selections] };
  };
  if (!root) return fetch;
  const before = early.length;
  const [entities] = operation.selectionSet.selections;
  const selectionSet =
    fetch.requires && entities?.kind === Kind.FIELD && entities.selectionSet
      ? toSet([{ ...entities, selectionSet: clean(entities.selectionSet, "", at, toldTo(fetch)) }])
      : clean(operation.selectionSet, root.name, at);
  if (early.length === before) return fetch;
  const cleaned = withUsedVariables({ ...operation, selectionSet });
  const used = variablesOf(cleaned);
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(cleaned)),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}

/** The fields that come with the representations of a fetch. */
function toldTo({ requires }: FetchNode): string[] {
  return (requires ?? []).flatMap(({ selections }) =>
    (selections ?? []).flatMap((field) => (field.kind === "Field" ? [field.name] : [])),
  );
}

function toSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

/** What a field is asked for about. */
interface Asked {
  /** As the subgraph knows it. */
  readonly typename: string;
  readonly isInterfaceObject: boolean;
  readonly path: readonly (string | number)[];
  /** What a representation is made of. */
  readonly inputs: readonly SelectionSetNode[];
}

const renamedTo = (typename: string): DataRewrite => ({
  kind: "ValueSetter",
  path: [`... on ${typename}`, "__typename"],
  setValueTo: typename,
});

function fetchOf(
  { serviceName, operationName, variableUsages }: FetchNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
  { typename, isInterfaceObject, path, inputs }: Asked,
): FlattenNode {
  const name = operationName ? ` ${operationName}__told` : "";
  const text = `query${name}($representations:[_Any!]!){_entities(representations:$representations){...on ${typename}{${print(field)}}}}`;
  const [asked] = parse(text, { noLocation: true }).definitions as [OperationDefinitionNode];
  const all = withUsedVariables({
    ...asked,
    variableDefinitions: [
      ...(asked.variableDefinitions ?? []),
      ...(operation.variableDefinitions ?? []).filter(
        ({ variable }) => variable.name.value !== "representations",
      ),
    ],
  });
  const used = variablesOf(all);
  return {
    kind: "Flatten",
    path,
    node: {
      kind: "Fetch",
      serviceName,
      operation: stripIgnoredCharacters(print(all)),
      ...(operationName && { operationName: `${operationName}__told` }),
      operationKind: "query",
      variableUsages: (variableUsages ?? []).filter((variable) => used.has(variable)),
      requires: [
        {
          kind: "InlineFragment",
          typeCondition: typename,
          selections: [{ kind: "Field", name: "__typename" }, ...inputs.flatMap(toRequired)],
        },
      ],
      // By then others may have told what it is more closely, which this subgraph does not know.
      ...(isInterfaceObject && { inputRewrites: [renamedTo(typename)] }),
    },
  };
}

/** Right before the first fetch that sends the field on, else at the end. */
function putBeforeUse(plan: PlanNode, { name, node }: Early): PlanNode {
  const place = node.path.join("/");
  const uses = (candidate: PlanNode, path: readonly (string | number)[] = []): boolean => {
    switch (candidate.kind) {
      case "Flatten":
        return uses(candidate.node, [...path, ...candidate.path]);
      case "Fetch":
        return path.join("/") === place && mentions(candidate.requires, name);
      case "Sequence":
      case "Parallel":
        return candidate.nodes.some((child) => uses(child, path));
      default:
        return false;
    }
  };
  const before = (user: PlanNode): PlanNode => ({ kind: "Sequence", nodes: [node, user] });
  const insert = (within: PlanNode): PlanNode => {
    if (within.kind === "Parallel") {
      // What the field requires may come from those beside its users.
      const users = within.nodes.filter((child) => uses(child));
      const others = within.nodes.filter((child) => !users.includes(child));
      const using = users.length === 1 ? insert(users[0]!) : before({ ...within, nodes: users });
      return others.length === 0
        ? using
        : { kind: "Sequence", nodes: [{ ...within, nodes: others }, using] };
    }
    if (within.kind !== "Sequence") return before(within);
    const index = within.nodes.findIndex((child) => uses(child));
    if (index === -1) return { ...within, nodes: [...within.nodes, node] };
    return {
      ...within,
      nodes: within.nodes.map((child, at) => (at === index ? insert(child) : child)),
    };
  };
  return insert(plan);
}

function mentions(selections: readonly RequiredSelection[] | undefined, name: string): boolean {
  return (selections ?? []).some((selection) =>
    selection.kind === "Field" ? selection.name === name : mentions(selection.selections, name),
  );
}

function toRequired({ selections }: SelectionSetNode): RequiredSelection[] {
  return selections.flatMap((selection): RequiredSelection[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const below = selection.selectionSet && toRequired(selection.selectionSet);
    if (selection.kind === Kind.FIELD) {
      return [{ kind: "Field", name: selection.name.value, ...(below && { selections: below }) }];
    }
    const typeCondition = selection.typeCondition?.name.value;
    return [
      { kind: "InlineFragment", ...(typeCondition && { typeCondition }), selections: below ?? [] },
    ];
  });
}

/** The fields of one level, fragments followed. */
function namesIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet) : [];
  });
}

function listSteps(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listSteps(type.ofType);
  return isListType(type) ? ["@", ...listSteps(type.ofType)] : [];
}
