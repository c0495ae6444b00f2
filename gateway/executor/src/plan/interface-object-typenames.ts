import {
  type CompositeType,
  Field,
  isInterfaceObjectType,
  typenameFieldName,
} from "@apollo/federation-internals";

let isDone = false;

/**
 * Lets the planner go from one `@interfaceObject` of an interface to another's requirements.
 *
 * @remarks Where a field of an interface object requires one that another subgraph has on an interface
 * object too, and that requires something itself, the planner selects for the second subgraph's
 * representations what the first knows: the key, and the type name as the second subgraph has it. It
 * refuses to, as an interface object's `__typename` is not what a client means by it, and with that the
 * whole operation. But this one is the planner's own, and both subgraphs mean the interface by it.
 */
export function moveInterfaceObjectTypenames(): void {
  if (isDone) return;
  isDone = true;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { rebaseOn } = Field.prototype;
  Field.prototype.rebaseOn = function (this: Field, options) {
    const { parentType } = options;
    const isOwn =
      this.name === typenameFieldName &&
      isInterfaceObjectType(this.definition.parent) &&
      isInterfaceObjectType(parentType);
    return isOwn
      ? this.withUpdatedDefinition((parentType as CompositeType).typenameField()!)
      : rebaseOn.call(this, options);
  } as typeof rebaseOn;
}
