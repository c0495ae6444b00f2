/** What stands at the head of a subgraph that several operators serve, as anybody would write it. */
export const operatorSpecSdl = `extend schema
  @link(url: "https://specs.hutong.example/operator/v0.1", import: ["@operator", "@gather"])
  @composeDirective(name: "@operator")
  @composeDirective(name: "@gather")

"""Who serves this: the operator found at a path of the representation, or named by an argument."""
directive @operator(by: String, arg: String) on OBJECT | FIELD_DEFINITION

"""All operators serve this, and what they give is merged in this order: \`path:asc\` or \`path:desc\`."""
directive @gather(orderBy: [String!]!) on FIELD_DEFINITION
`;
