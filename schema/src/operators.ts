/**
 * What a subgraph that many operators serve puts at the head of its SDL: where the directives come
 * from, their definitions, and that composition is to keep them in the supergraph.
 *
 * @remarks The subgraph's own `@link` to federation has to import `@composeDirective`.
 */
export const operatorSpecSdl = `extend schema
  @link(url: "https://specs.hutong.example/operator/v0.1", import: ["@operator", "@gather"])
  @composeDirective(name: "@operator")
  @composeDirective(name: "@gather")

"""Who serves this: the operator found at a path of the representation, or named by an argument."""
directive @operator(by: String, arg: String) on OBJECT | FIELD_DEFINITION

"""All operators serve this, and what they give is merged in this order: \`path:asc\` or \`path:desc\`."""
directive @gather(orderBy: [String!]!) on FIELD_DEFINITION
`;
