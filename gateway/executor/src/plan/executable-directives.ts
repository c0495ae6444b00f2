import {
  DirectiveLocation,
  type DocumentNode,
  getNamedType,
  GraphQLDirective,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
  isInputType,
  isListType,
  isNonNullType,
  visit,
} from "graphql";

const EXECUTABLE: readonly string[] = [
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
];

/** Directives for clients, which the supergraph has by `@composeDirective`. */
export interface ComposedDirectives {
  /** The API schema with them: a client may write them. */
  readonly apiSchema: GraphQLSchema;
  /** The operation without them, as the planner, which does not know them, has to get it. */
  without(document: DocumentNode): DocumentNode;
}

/**
 * Lets clients write the directives that parties composed into the supergraph for operations. They
 * are the gateway's to read; what a subgraph is asked does not carry them.
 *
 * @param apiSchema - without them: whatever comes from a specification is taken out of it.
 */
export function composedDirectives(
  apiSchema: GraphQLSchema,
  supergraph: GraphQLSchema,
): ComposedDirectives {
  const added = supergraph.getDirectives().flatMap((directive): GraphQLDirective[] => {
    const locations = directive.locations.filter((location) => EXECUTABLE.includes(location));
    if (locations.length === 0 || apiSchema.getDirective(directive.name)) return [];
    const { args, ...config } = directive.toConfig();
    const seen = Object.entries(args).map(([name, argument]) => {
      const type = typeIn(apiSchema, argument.type);
      return [name, type && { ...argument, type }] as const;
    });
    if (seen.some(([, argument]) => argument === undefined)) return [];
    const own = Object.fromEntries(seen) as typeof args;
    return [new GraphQLDirective({ ...config, locations, args: own })];
  });
  if (added.length === 0) return { apiSchema, without: (document) => document };
  const config = apiSchema.toConfig();
  const names = new Set(added.map(({ name }) => name));
  return {
    apiSchema: new GraphQLSchema({ ...config, directives: [...config.directives, ...added] }),
    without: (document) =>
      visit(document, { Directive: ({ name }) => (names.has(name.value) ? null : undefined) }),
  };
}

/** The same type in another schema; nothing where that has none of the name. */
function typeIn(schema: GraphQLSchema, type: GraphQLInputType): GraphQLInputType | undefined {
  if (isNonNullType(type)) {
    const inner = typeIn(schema, type.ofType);
    return inner && !isNonNullType(inner) ? new GraphQLNonNull(inner) : undefined;
  }
  if (isListType(type)) {
    const inner = typeIn(schema, type.ofType);
    return inner && new GraphQLList(inner);
  }
  const named = schema.getType(getNamedType(type).name);
  return isInputType(named) ? named : undefined;
}
