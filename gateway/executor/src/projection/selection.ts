import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/** The operation a projection is made for. */
export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The Boolean variables that decide what is selected. */
export type Conditions = Readonly<Record<string, boolean>>;

/** Fields by response name, in the order of the specification's CollectFields. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * All fields that apply to an object of one type.
 *
 * @param type - an object type, or an interface when the object's own type is not known.
 */
export function collectFields(
  parts: OperationParts,
  conditions: Conditions,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (!isIncluded(selection.directives, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const same = fields.get(name);
        if (same) same.push(selection);
        else fields.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (deferLabelOf(selection) !== undefined) continue;
        const condition = selection.typeCondition?.name.value;
        if (condition === undefined || applies(parts.schema, condition, type)) {
          collect(selection.selectionSet.selections);
        }
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = parts.fragments.get(selection.name.value);
        if (fragment && applies(parts.schema, fragment.typeCondition.name.value, type)) {
          collect(fragment.selectionSet.selections);
        }
      }
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet.selections);
  return fields;
}

/** Whether any part of the selection depends on more than an object's declared type. */
export function needsRuntimeType(
  parts: OperationParts,
  conditions: Conditions,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): boolean {
  const needs = (selection: SelectionNode): boolean => {
    if (!isIncluded(selection.directives, conditions)) return false;
    if (selection.kind === Kind.FIELD) return selection.name.value === "__typename";
    if (deferLabelOf(selection) !== undefined) return false;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : parts.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    if (condition !== undefined && !applies(parts.schema, condition, type)) return true;
    return fragment?.selectionSet.selections.some(needs) ?? false;
  };
  return selectionSets.some(({ selections }) => selections.some(needs));
}

/** What a fragment that is left for later is known by; see `incremental/defers.ts`. */
export function deferLabelOf({ directives }: SelectionNode): string | undefined {
  const defer = directives?.find(({ name }) => name.value === "defer");
  const label = defer?.arguments?.find(({ name }) => name.value === "label")?.value;
  return label?.kind === Kind.STRING ? label.value : undefined;
}

/** The variables that certain directives read as their `if`, anywhere in the operation. */
export function conditionVariables(
  { operation, fragments }: OperationParts,
  directives: readonly string[],
): string[] {
  const names = new Set<string>();
  const enter = (directive: DirectiveNode): void => {
    if (!directives.includes(directive.name.value)) return;
    const value = directive.arguments?.find(({ name }) => name.value === "if")?.value;
    if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
  };
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, { Directive: enter });
  }
  return [...names];
}

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  conditions: Conditions,
): boolean {
  for (const directive of directives ?? []) {
    const name = directive.name.value;
    if (name !== "skip" && name !== "include") continue;
    const value = directive.arguments?.[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (name === "skip")) return false;
  }
  return true;
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLCompositeType): boolean {
  if (condition === type.name) return true;
  const abstract = schema.getType(condition);
  if (!isAbstractType(abstract) || "getTypes" in type) return false;
  return schema.isSubType(abstract, type);
}
