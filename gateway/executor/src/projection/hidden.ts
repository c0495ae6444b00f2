import { type GraphQLEnumType, type GraphQLSchema, isEnumType, isObjectType } from "graphql";

const VALUES = "hutong.hiddenValues";
const TYPES = "hutong.hiddenTypes";

/**
 * Notes what clients must not see of what subgraphs may give: values of enums, and types behind
 * interfaces and unions. What a subgraph gives is right, so in their place stands null without an error.
 *
 * @param apiSchema - without what is `@inaccessible`; it and its enums are told.
 */
export function noteHidden(apiSchema: GraphQLSchema, supergraph: GraphQLSchema): void {
  for (const type of Object.values(apiSchema.getTypeMap())) {
    const whole = supergraph.getType(type.name);
    if (!isEnumType(type) || !isEnumType(whole)) continue;
    const hidden = whole.getValues().filter(({ name }) => !type.getValue(name));
    if (hidden.length === 0) continue;
    type.extensions = { ...type.extensions, [VALUES]: hidden.map(({ name }) => name) };
  }
  const types = Object.values(supergraph.getTypeMap())
    .filter((type) => isObjectType(type) && !apiSchema.getType(type.name))
    .map(({ name }) => name);
  if (types.length > 0) apiSchema.extensions = { ...apiSchema.extensions, [TYPES]: types };
}

/** The values of an enum that clients do not see. */
export function hiddenValuesOf(type: GraphQLEnumType): readonly string[] {
  return (type.extensions[VALUES] as readonly string[] | undefined) ?? [];
}

/** The object types that clients do not see. */
export function hiddenTypesOf(apiSchema: GraphQLSchema): readonly string[] {
  return (apiSchema.extensions[TYPES] as readonly string[] | undefined) ?? [];
}
