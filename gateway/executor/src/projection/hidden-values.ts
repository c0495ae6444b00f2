import { type GraphQLEnumType, type GraphQLSchema, isEnumType } from "graphql";

const EXTENSION = "hutong.hiddenValues";

/**
 * Notes which values of an enum a client must not see: what a subgraph gives is right, so in their
 * place stands null without an error.
 *
 * @param apiSchema - without what is `@inaccessible`; its enums are told.
 */
export function noteHiddenValues(apiSchema: GraphQLSchema, supergraph: GraphQLSchema): void {
  for (const type of Object.values(apiSchema.getTypeMap())) {
    const whole = supergraph.getType(type.name);
    if (!isEnumType(type) || !isEnumType(whole)) continue;
    const hidden = whole.getValues().filter(({ name }) => !type.getValue(name));
    if (hidden.length === 0) continue;
    type.extensions = { ...type.extensions, [EXTENSION]: hidden.map(({ name }) => name) };
  }
}

/** The values of an enum that clients do not see. */
export function hiddenValuesOf(type: GraphQLEnumType): readonly string[] {
  return (type.extensions[EXTENSION] as readonly string[] | undefined) ?? [];
}
