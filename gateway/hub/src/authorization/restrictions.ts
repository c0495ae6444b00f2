import { readLinkedNames } from "@hutong/executor";
import {
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  getNamedType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  valueFromASTUntyped,
} from "graphql";

/** What a party asks of whoever sees a type or a field. */
export interface Restriction {
  readonly isAuthenticated: boolean;
  /** All scopes of one of these lists. */
  readonly scopes: readonly (readonly string[])[];
  /** All policies of one of these lists. */
  readonly policies: readonly (readonly string[])[];
}

/** The restrictions of a supergraph, by `Type` and `Type.field`. */
export type Restrictions = ReadonlyMap<string, Restriction>;

/** Reads `@authenticated`, `@requiresScopes` and `@policy`, whatever the supergraph calls them. */
export function readRestrictions(supergraphSdl: string): Restrictions {
  const document = parse(supergraphSdl, { noLocation: true });
  const linked = readLinkedNames(document);
  const [authenticated, requiresScopes, policy] = ["authenticated", "requiresScopes", "policy"].map(
    (name) => linked(`https://specs.apollo.dev/${name}`, name),
  ) as [string, string, string];
  const restrictions = new Map<string, Restriction>();
  const note = (place: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const listsOf = (name: string, argument: string): string[][] =>
      directives
        .filter((directive) => directive.name.value === name)
        .flatMap((directive) => {
          const given = directive.arguments?.find((one) => one.name.value === argument);
          return given ? (valueFromASTUntyped(given.value) as string[][]) : [];
        });
    const restriction = {
      isAuthenticated: directives.some(({ name }) => name.value === authenticated),
      scopes: listsOf(requiresScopes, "scopes"),
      policies: listsOf(policy, "policies"),
    };
    const { isAuthenticated, scopes, policies } = restriction;
    if (isAuthenticated || scopes.length > 0 || policies.length > 0)
      restrictions.set(place, restriction);
  };
  for (const definition of document.definitions) {
    if (!("name" in definition) || !definition.name || !("directives" in definition)) continue;
    if (definition.kind === Kind.OPERATION_DEFINITION) continue;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) continue;
    const type = definition.name.value;
    note(type, definition.directives as readonly ConstDirectiveNode[]);
    const isComposite =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    for (const field of isComposite ? (definition.fields ?? []) : [])
      note(`${type}.${field.name.value}`, field.directives);
  }
  return restrictions;
}

/**
 * All that restrict a field: its own restriction, that of the type it is on and of the type it gives.
 * On an interface those of all types behind it hold, as nobody can tell which one is meant.
 */
export function restrictionsOf(
  restrictions: Restrictions,
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  field: string,
): Restriction[] {
  const definition = "getFields" in parent ? parent.getFields()[field] : undefined;
  const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [];
  const places = [parent, ...possible].flatMap(({ name }) => [name, `${name}.${field}`]);
  if (definition) places.push(getNamedType(definition.type).name);
  return places.flatMap((place) => restrictions.get(place) ?? []);
}
