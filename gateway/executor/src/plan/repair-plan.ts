import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import { parseOf, variablesOf, withUsedVariables } from "./fetch-operation.js";
import { divided, mapFetches } from "./map-fetches.js";
import type { FetchNode, PlanNode, QueryPlan, RequiredSelection } from "./query-plan.js";
import type { SeparatedSupergraph } from "./required-arguments.js";

/**
 * Turns the stand-ins of {@link SeparatedSupergraph} in a plan back into the fields they stand for.
 * Their data keeps the stand-in's name, a representation gets the field's; and a fetch whose
 * representations would need one field with two values becomes two.
 */
export function repairPlan(plan: QueryPlan, separated: SeparatedSupergraph): QueryPlan {
  const repaired = mapFetches(plan, (fetch) => repairFetch(fetch, separated));
  const { node } = repaired;
  if (node?.kind !== "Subscription") return repaired;
  const primary = { ...node.primary, operation: withRealFields(parseOf(node.primary), separated) };
  return { node: { ...node, primary } };
}

/** The fields of an entity fetch that can share a representation. */
interface Group {
  readonly fields: Set<FieldNode>;
  readonly standIns: Set<string>;
}

function repairFetch(fetch: FetchNode, separated: SeparatedSupergraph): PlanNode {
  if (!fetch.operation.includes("__required") && !usesStandIn(fetch.requires, separated))
    return fetch;
  const operation = parseOf(fetch);
  if (!fetch.requires) return { ...fetch, operation: withRealFields(operation, separated) };

  const groups = groupFields(fetch, operation, separated);
  return divided(fetch, (anonymous) =>
    groups.map((group, index): FetchNode => {
      const filtered = onlyGroup(operation, groups, index);
      const used = variablesOf(filtered);
      return {
        ...anonymous,
        operation: withRealFields(filtered, separated),
        requires: requiresOf(fetch.requires!, group.standIns, separated),
        variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
      };
    }),
  );
}

function groupFields(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  { needs, standIns }: SeparatedSupergraph,
): Group[] {
  const groups: Group[] = [{ fields: new Set(), standIns: new Set() }];
  const real = (name: string): string => standIns.get(name)?.name ?? name;
  const fits = (group: Group, needed: ReadonlySet<string>): boolean =>
    ![...needed].some((name) =>
      [...group.standIns].some((other) => other !== name && real(other) === real(name)),
    );
  eachEntityField(operation, (type, field) => {
    const needed =
      needs.get(`${fetch.serviceName}:${type}.${field.name.value}`) ?? new Set<string>();
    let group = groups.find((candidate) => fits(candidate, needed));
    if (!group) groups.push((group = { fields: new Set(), standIns: new Set() }));
    group.fields.add(field);
    for (const name of needed) group.standIns.add(name);
  });
  return groups;
}

function eachEntityField(
  operation: OperationDefinitionNode,
  onField: (type: string, field: FieldNode) => void,
): void {
  const descend = (set: SelectionSetNode | undefined, type: string): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) onField(type, selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        descend(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      }
    }
  };
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind === Kind.FIELD) descend(entities.selectionSet, "");
}

/** The operation without the fields of the other groups. */
function onlyGroup(
  operation: OperationDefinitionNode,
  groups: readonly Group[],
  index: number,
): OperationDefinitionNode {
  const others = groups.filter((_, other) => other !== index);
  const filtered = visit(operation, {
    Field: (field) => (others.some(({ fields }) => fields.has(field)) ? null : undefined),
    InlineFragment: {
      leave: (fragment) => (fragment.selectionSet.selections.length === 0 ? null : undefined),
    },
  });
  return withUsedVariables(filtered);
}

function requiresOf(
  selections: readonly RequiredSelection[],
  kept: ReadonlySet<string>,
  separated: SeparatedSupergraph,
): RequiredSelection[] {
  return selections.flatMap((selection): RequiredSelection[] => {
    const below = selection.selections && requiresOf(selection.selections, kept, separated);
    if (selection.kind === "InlineFragment") return [{ ...selection, selections: below ?? [] }];
    const standIn = separated.standIns.get(selection.name);
    if (standIn && !kept.has(selection.name)) return [];
    const isReplaced = [...kept].some(
      (name) => separated.standIns.get(name)?.name === selection.name,
    );
    if (!standIn && isReplaced) return [];
    return [
      {
        ...selection,
        ...(below && { selections: below }),
        ...(standIn && { sendAs: standIn.name }),
      },
    ];
  });
}

function usesStandIn(
  selections: readonly RequiredSelection[] | undefined,
  separated: SeparatedSupergraph,
): boolean {
  return (selections ?? []).some(
    (selection) =>
      (selection.kind === "Field" && separated.standIns.has(selection.name)) ||
      usesStandIn(selection.selections, separated),
  );
}

function withRealFields(
  operation: OperationDefinitionNode,
  { standIns }: SeparatedSupergraph,
): string {
  const real = visit(operation, {
    Field(field) {
      const standIn = standIns.get(field.name.value);
      if (!standIn) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: standIn.name } as const,
        arguments: standIn.arguments,
      };
    },
  });
  return stripIgnoredCharacters(print(real));
}
