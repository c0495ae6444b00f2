import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { DataKeys } from "./data-keys.js";
import { copyLabel, deferDirective } from "../incremental/labels.js";
import {
  collectFields,
  type Conditions,
  deferLabelOf,
  isIncluded,
  type OperationParts,
} from "../projection/selection.js";
import { isWithheld } from "../withheld.js";
import type { Resumable } from "./resumable.js";

const TYPENAME: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "__typename" },
};

/**
 * The operation as the planner gets it, without what is withheld from whoever asks. Four things are
 * taken off its hands, for it gets them wrong:
 *
 * - Fields are asked for under the names of {@link DataKeys}, never under the client's.
 * - `@skip` and `@include` are decided. A field whose whole selection is excluded stays, with
 *   `__typename`, since an object is still expected there; the planner drops it.
 * - A fragment on an abstract type that only overlaps with its parent (an interface and a union,
 *   say) is spelled out as one fragment for each object type they share. Where the parent is an
 *   `@interfaceObject` the planner fails on such a fragment.
 * - The root of a mutation has no fragments: the planner joins equal ones, whatever stands between
 *   them, and so would do things in another order.
 *
 * A subscription that can be taken up again is asked for its events' cursors, from a place of ours.
 */
export function planningDocument(
  parts: OperationParts,
  conditions: Conditions,
  keys: DataKeys,
  resumable?: Resumable,
): DocumentNode {
  return new PlanningDocument(parts, conditions, keys, resumable).build();
}

class PlanningDocument {
  /** By new name; undefined where nothing of a fragment is left. */
  private readonly fragments = new Map<string, FragmentDefinitionNode | undefined>();
  /** How often each deferred fragment has been written. */
  private readonly copies = new Map<string, number>();

  constructor(
    private readonly parts: OperationParts,
    private readonly conditions: Conditions,
    private readonly keys: DataKeys,
    private readonly resumable: Resumable | undefined,
  ) {}

  build(): DocumentNode {
    const { schema, operation } = this.parts;
    const root = schema.getRootType(operation.operation)!;
    const selections = this.select(this.rootSet(root), root);
    const variables = [...(operation.variableDefinitions ?? [])];
    if (this.resumable) variables.push(this.resumable.variable);
    return {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          ...operation,
          variableDefinitions: variables,
          selectionSet: toSet(selections.length > 0 ? selections : [TYPENAME]),
        },
        ...[...this.fragments.values()].filter((fragment) => fragment !== undefined),
      ],
    };
  }

  /** A mutation's fields are done in their order, for which fragments have to be gone. */
  private rootSet(root: GraphQLCompositeType): SelectionSetNode {
    const { operation } = this.parts;
    if (operation.operation !== "mutation") return operation.selectionSet;
    const fields = collectFields(this.parts, this.conditions, root, [operation.selectionSet]);
    return toSet([...fields.values()].flat());
  }

  private select({ selections }: SelectionSetNode, parent: GraphQLCompositeType): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (!isIncluded(selection.directives, this.conditions)) return [];
      const directives = this.directivesOf(selection);
      if (selection.kind === Kind.FIELD) {
        const { value } = selection.name;
        // The schema answers these, not a subgraph.
        if (value === "__schema" || value === "__type" || isWithheld(selection)) return [];
        return [{ ...this.field(selection, parent), directives }];
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        return this.spread(selection.name.value, parent).map((name) => ({
          kind: Kind.FRAGMENT_SPREAD,
          name: { kind: Kind.NAME, value: name },
          directives,
        }));
      }
      return this.typesFor(selection.typeCondition?.name.value, parent).flatMap((type) => {
        const inner = this.select(selection.selectionSet, type);
        if (inner.length === 0) return [];
        return [{ ...selection, ...onType(type), directives, selectionSet: toSet(inner) }];
      });
    });
  }

  /** Without conditions; a deferred fragment that is spelled out twice needs two labels. */
  private directivesOf(selection: SelectionNode): DirectiveNode[] {
    const label = deferLabelOf(selection);
    if (label === undefined) return withoutConditions(selection.directives);
    const copy = this.copies.get(label) ?? 0;
    this.copies.set(label, copy + 1);
    return [deferDirective(copyLabel(label, copy))];
  }

  private field(
    field: Extract<SelectionNode, { kind: Kind.FIELD }>,
    parent: GraphQLCompositeType,
  ): Extract<SelectionNode, { kind: Kind.FIELD }> {
    const key = this.keys.keyOf(parent, field);
    const alias = key === field.name.value ? undefined : ({ kind: Kind.NAME, value: key } as const);
    const definition = "getFields" in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return { ...field, alias };
    const inner = this.select(field.selectionSet, type);
    if (this.resumable && parent === this.parts.schema.getSubscriptionType()) {
      inner.push(this.resumable.cursor);
      field = { ...field, arguments: this.resumable.plannedArguments(field) };
    }
    return { ...field, alias, selectionSet: toSet(inner.length > 0 ? inner : [TYPENAME]) };
  }

  /** The names of the fragments that stand for a named fragment under a type. */
  private spread(name: string, parent: GraphQLCompositeType): string[] {
    const fragment = this.parts.fragments.get(name);
    if (!fragment) return [];
    return this.typesFor(fragment.typeCondition.name.value, parent).flatMap((type) => {
      const isSame = type.name === fragment.typeCondition.name.value;
      const newName = isSame ? name : `${name}__${type.name}`;
      if (!this.fragments.has(newName)) {
        const inner = this.select(fragment.selectionSet, type);
        this.fragments.set(
          newName,
          inner.length === 0
            ? undefined
            : {
                ...fragment,
                ...onType(type),
                name: { kind: Kind.NAME, value: newName },
                selectionSet: toSet(inner),
              },
        );
      }
      return this.fragments.get(newName) ? [newName] : [];
    });
  }

  private typesFor(
    condition: string | undefined,
    parent: GraphQLCompositeType,
  ): readonly GraphQLCompositeType[] {
    const { schema } = this.parts;
    const type = condition === undefined ? parent : schema.getType(condition);
    if (!isCompositeType(type)) return [];
    if (type === parent) return [parent];
    if (isObjectType(parent)) {
      return isAbstractType(type) && schema.isSubType(type, parent) ? [parent] : [];
    }
    if (isObjectType(type)) return [type];
    const isWider = "getInterfaces" in parent && schema.isSubType(type, parent);
    if (isWider) return [parent];
    if ("getInterfaces" in type && schema.isSubType(parent, type)) return [type];
    const possible = schema.getPossibleTypes(parent);
    return schema.getPossibleTypes(type).filter((object) => possible.includes(object));
  }
}

function toSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function onType({ name }: GraphQLCompositeType) {
  return {
    typeCondition: {
      kind: Kind.NAMED_TYPE,
      name: { kind: Kind.NAME, value: name },
    },
  } as const;
}

function withoutConditions(directives: readonly DirectiveNode[] | undefined): DirectiveNode[] {
  return (directives ?? []).filter(({ name }) => name.value !== "skip" && name.value !== "include");
}
