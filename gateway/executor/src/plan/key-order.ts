import { type ConstDirectiveNode, type DocumentNode, Kind } from "graphql";

/**
 * Puts the keys by which a subgraph resolves a type before those by which it does not.
 *
 * @remarks To come back to a subgraph with what one of its fields requires, the planner takes the
 * first key that the subgraph knows, `resolvable: false` or not; the entity would then be null.
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const definitions = supergraph.definitions.map((definition) => {
    const isType =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isType || !definition.directives?.some(isUnresolvable)) return definition;
    const { directives } = definition;
    return {
      ...definition,
      directives: [
        ...directives.filter((directive) => !isUnresolvable(directive)),
        ...directives.filter(isUnresolvable),
      ],
    };
  });
  return { ...supergraph, definitions };
}

function isUnresolvable({ name, arguments: list }: ConstDirectiveNode): boolean {
  return (
    name.value === "join__type" &&
    !!list?.some(
      ({ name: argument, value }) =>
        argument.value === "resolvable" && value.kind === Kind.BOOLEAN && !value.value,
    )
  );
}
