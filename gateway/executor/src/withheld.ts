import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** No client can write it: its name is not in any schema. */
const MARK = "hutong__withheld";

const mark: DirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: MARK } };

/**
 * Marks the fields of an operation that are not for whoever asks: they are not fetched, and answered
 * with null and an error `UNAUTHORIZED_FIELD_OR_TYPE` in each place.
 *
 * @param document - valid against the schema.
 * @param isWithheld - decides a field by the type it is selected on, which may be an interface.
 */
export function withhold(
  schema: GraphQLSchema,
  document: DocumentNode,
  isWithheld: (parent: GraphQLCompositeType, field: string) => boolean,
): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (!parent || !isWithheld(parent, node.name.value)) return undefined;
        return { ...node, directives: [...(node.directives ?? []), mark] };
      },
    }),
  );
}

/** Whether a field is marked. */
export function isWithheld({ directives }: FieldNode): boolean {
  return directives?.some(({ name }) => name.value === MARK) ?? false;
}
