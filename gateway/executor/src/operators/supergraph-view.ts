import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type OperationTypeNode,
  valueFromASTUntyped,
} from "graphql";
import { type LinkedNames, readLinkedNames } from "../plan/linked-names.js";

const FEDERATION = "https://specs.apollo.dev/federation";
const OPERATOR = "https://specs.hutong.example/operator";

type TypeNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

/** What of a supergraph is one subgraph's; of a subgraph's own SDL, all. */
export interface SubgraphView {
  readonly types: readonly TypeNode[];
  /** Root types by name. */
  readonly roots: ReadonlyMap<string, `${OperationTypeNode}`>;
  /** The first fields of the keys by which this subgraph resolves a type; absent if it does not. */
  keysOf(type: TypeNode): ReadonlySet<string> | undefined;
  hasField(typename: string, field: string): boolean;
  /** Whether a field is this subgraph's to resolve. */
  resolves(field: FieldDefinitionNode): boolean;
  /** The argument of a directive of ours, where both are there. */
  argumentOf(node: Directed, directive: "operator" | "gather", argument: string): unknown;
}

/** @throws Error when the supergraph does not know the subgraph. */
export function viewOf(document: DocumentNode, subgraph: string): SubgraphView {
  const graph = graphNamed(document, subgraph);
  const names = readLinkedNames(document);
  const roots = new Map<string, `${OperationTypeNode}`>([
    ["Query", "query"],
    ["Mutation", "mutation"],
    ["Subscription", "subscription"],
  ]);
  const types: TypeNode[] = [];
  for (const node of document.definitions) {
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
      for (const { type, operation } of node.operationTypes ?? [])
        roots.set(type.name.value, operation);
    }
    if (isFieldType(node) && joinedTo(node, graph, names)) types.push(node);
  }
  return {
    types,
    roots,
    keysOf: (type) => keysOf(type, graph, names),
    resolves: (field) => joinedTo(field, graph, names),
    argumentOf: (node, directive, argument) =>
      argumentOf(node, names(OPERATOR, directive), argument),
    hasField: (typename, name) =>
      types.some(
        (type) =>
          type.name.value === typename && type.fields?.some((field) => field.name.value === name),
      ),
  };
}

function isFieldType(node: ASTNode): node is TypeNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    node.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

function graphNamed(document: DocumentNode, subgraph: string): string | undefined {
  for (const node of document.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== "join__Graph") continue;
    for (const value of node.values ?? []) {
      if (argumentOf(value, "join__graph", "name") === subgraph) return value.name.value;
    }
    throw new Error(`The supergraph has no subgraph "${subgraph}".`);
  }
  return undefined;
}

type Directed = { readonly directives?: readonly ConstDirectiveNode[] };

/** Whether a type or field is this subgraph's to resolve: nobody's in particular is everybody's. */
function joinedTo(
  node: TypeNode | FieldDefinitionNode,
  graph: string | undefined,
  names: LinkedNames,
): boolean {
  if (graph === undefined) return !directivesOf(node, names(FEDERATION, "external"))[0];
  const isField = node.kind === Kind.FIELD_DEFINITION;
  const joins = directivesOf(node, isField ? "join__field" : "join__type");
  if (joins.length === 0) return isField;
  return joins.some((join) => join["graph"] === graph && join["external"] !== true);
}

function keysOf(
  type: TypeNode,
  graph: string | undefined,
  names: LinkedNames,
): Set<string> | undefined {
  const keys = directivesOf(type, graph === undefined ? names(FEDERATION, "key") : "join__type")
    .filter((join) => graph === undefined || join["graph"] === graph)
    .filter((join) => join["resolvable"] !== false)
    .map((join) => join["key"] ?? join["fields"])
    .filter((key) => typeof key === "string");
  if (keys.length === 0) return undefined;
  return new Set(keys.flatMap((key) => key.replace(/\{.*?\}/gs, " ").match(/\w+/g) ?? []));
}

function argumentOf(node: Directed, directive: string, argument: string): unknown {
  return directivesOf(node, directive)[0]?.[argument];
}

function directivesOf(node: Directed, name: string): Record<string, unknown>[] {
  return (node.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map((argument) => [
          argument.name.value,
          valueFromASTUntyped(argument.value),
        ]),
      ),
    );
}
