import {
  baseType,
  type CompositeType,
  federationMetadata,
  type FieldDefinition,
  isObjectType,
  isInterfaceType,
  type OutputType,
  SelectionSet,
} from "@apollo/federation-internals";

type AnyField = FieldDefinition<CompositeType>;

let isDone = false;

/**
 * Makes the planner ask, before it moves fields to another subgraph's fetch, whether that subgraph
 * resolves them.
 *
 * @remarks When what a `@requires` names has a `@requires` of its own, the planner looks whether the
 * fetch before could get it as well, and takes a field that is only mentioned there (`@external`), or
 * that needs something first, for one that can be had. It then asks a subgraph for what it does not
 * know. Nothing about the supergraph or the plan can be rewritten to avoid it, so the one method that
 * answers this question is replaced; nothing but the planner uses it.
 */
export function moveOnlyLocalFields(): void {
  if (isDone) return;
  isDone = true;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { canRebaseOn } = SelectionSet.prototype;
  SelectionSet.prototype.canRebaseOn = function (this: SelectionSet, type: CompositeType) {
    return canRebaseOn.call(this, type) && isLocal(this, type);
  };
}

/** Whether the subgraph of a type resolves a selection on it without being told anything. */
function isLocal(set: SelectionSet, type: CompositeType): boolean {
  const metadata = federationMetadata(type.schema());
  if (!metadata) return true;
  const isResolved = (field: AnyField): boolean =>
    !metadata.isFieldExternal(field) &&
    !field.hasAppliedDirective(metadata.requiresDirective()) &&
    !field.hasAppliedDirective(metadata.overrideDirective());
  const check = (selections: SelectionSet, parent: CompositeType): boolean =>
    selections.selections().every((selection) => {
      if (selection.kind === "FragmentSelection") {
        const condition = selection.element.typeCondition?.name;
        const narrowed = condition === undefined ? parent : type.schema().type(condition);
        return check(selection.selectionSet, narrowed as CompositeType);
      }
      const { name } = selection.element;
      const field =
        isObjectType(parent) || isInterfaceType(parent) ? parent.field(name) : undefined;
      if (!field) return true;
      if (!isResolved(field as AnyField)) return false;
      const below = selection.selectionSet;
      return !below || check(below, baseType(field.type as OutputType) as CompositeType);
    });
  return check(set, type);
}
