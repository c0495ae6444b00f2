import {
  type ASTVisitFn,
  type DirectiveNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  SingleFieldSubscriptionsRule,
  type ValidationRule,
} from "graphql";

/**
 * A subscription has one stream, whatever its variables are: nothing at its root may be conditional.
 *
 * @remarks graphql-js has the rule of one field, but knows no variables there and throws at one.
 */
export const oneStream: ValidationRule = (context) => {
  const fields = SingleFieldSubscriptionsRule(context) as {
    readonly OperationDefinition: ASTVisitFn<OperationDefinitionNode>;
  };
  return {
    OperationDefinition(node, ...rest) {
      if (node.operation !== "subscription") return;
      const directive = conditionIn(node.selectionSet, (name) => context.getFragment(name));
      if (directive) {
        const message = `The root of a subscription takes no @${directive.name.value}.`;
        context.reportError(new GraphQLError(message, { nodes: directive }));
      } else fields.OperationDefinition(node, ...rest);
    },
  };
};

function conditionIn(
  { selections }: SelectionSetNode,
  fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined,
  visited = new Set<string>(),
): DirectiveNode | undefined {
  for (const selection of selections) {
    const own = selection.directives?.find(({ name }) => /^(skip|include)$/.test(name.value));
    if (own) return own;
    if (selection.kind === Kind.FIELD) continue;
    let fragment: { selectionSet: SelectionSetNode } | null | undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT) fragment = selection;
    else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      fragment = fragmentOf(selection.name.value);
    }
    const below = fragment && conditionIn(fragment.selectionSet, fragmentOf, visited);
    if (below) return below;
  }
  return undefined;
}
