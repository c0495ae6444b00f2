import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";

/** What a supergraph says of fields and types for single subgraphs. */
export interface FieldRules {
  /** What a field requires, by `subgraph:Type.field`. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** A key by which a subgraph resolves a type, by `subgraph:Type`. */
  readonly keys: ReadonlyMap<string, SelectionSetNode>;
  /** Interfaces that a subgraph knows as an object, as `subgraph:Type`. */
  readonly interfaceObjects: ReadonlySet<string>;
}

/** Reads them from the `join` directives. */
export function readFieldRules(supergraph: DocumentNode): FieldRules {
  const requires = new Map<string, SelectionSetNode>();
  const keys = new Map<string, SelectionSetNode>();
  const interfaceObjects = new Set<string>();
  const subgraphs = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    if (definition.name.value !== "join__Graph") continue;
    for (const { name, directives } of definition.values ?? []) {
      subgraphs.set(name.value, stringIn(directives?.[0], "name") ?? name.value);
    }
  }
  for (const definition of supergraph.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    const type = definition.name.value;
    for (const directive of definition.directives ?? []) {
      const place = `${subgraphs.get(graphOf(directive))}:${type}`;
      const key = stringIn(directive, "key");
      if (key !== undefined && booleanIn(directive, "resolvable") !== false && !keys.has(place))
        keys.set(place, selectionOf(key));
      if (booleanIn(directive, "isInterfaceObject")) interfaceObjects.add(place);
    }
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const required = stringIn(directive, "requires");
        if (required === undefined) continue;
        const place = `${subgraphs.get(graphOf(directive))}:${type}.${field.name.value}`;
        requires.set(place, selectionOf(required));
      }
    }
  }
  return { requires, keys, interfaceObjects };
}

function selectionOf(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${text} selects nothing.`);
  return operation.selectionSet;
}

function argumentOf(directive: ConstDirectiveNode | undefined, name: string) {
  return directive?.arguments?.find((argument) => argument.name.value === name)?.value;
}

function graphOf(directive: ConstDirectiveNode): string {
  const value = argumentOf(directive, "graph");
  return value?.kind === Kind.ENUM ? value.value : "";
}

function stringIn(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function booleanIn(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}
