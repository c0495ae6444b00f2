import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";

/** Stands in the planner's supergraph for a field with certain arguments. */
export interface StandIn {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** A supergraph in which `@requires` names no field with different arguments. */
export interface SeparatedSupergraph {
  readonly document: DocumentNode;
  /** By their name. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** The stand-ins, or fields that have some, that a field needs; by `subgraph:Type.field`. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Two fields of a subgraph may require one field with different arguments,
 * `price(currency: USD)` and `price(currency: EUR)`. The planner looks at names only and sends both
 * the same value. So each such use but one becomes a field of its own, without arguments, before planning;
 * `repair-plan.ts` turns it back in the plan.
 *
 * @returns undefined when the supergraph has no such case, as nearly all.
 */
export function separateRequiredArguments(
  supergraph: DocumentNode,
): SeparatedSupergraph | undefined {
  const separation = new Separation(supergraph);
  return separation.run();
}

class Separation {
  private readonly types = new Map<string, Composite>();
  private readonly subgraphs = new Map<string, string>();
  /** Argument lists by `Type.field`; those with several need stand-ins. */
  private readonly uses = new Map<string, Set<string>>();
  private readonly standIns = new Map<string, StandIn>();
  private readonly needs = new Map<string, Set<string>>();
  private readonly added = new Map<string, Map<string, FieldDefinitionNode>>();
  /** The graphs that require a field under its own name, otherwise, or as a stand-in. */
  private readonly users = new Map<string, Set<string>>();

  constructor(private readonly supergraph: DocumentNode) {
    for (const definition of supergraph.definitions) {
      if (isComposite(definition)) this.types.set(definition.name.value, definition);
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
      if (definition.name.value !== "join__Graph") continue;
      for (const { name, directives } of definition.values ?? []) {
        this.subgraphs.set(name.value, stringArgument(directives?.[0], "name") ?? name.value);
      }
    }
  }

  run(): SeparatedSupergraph | undefined {
    this.eachRequirement((graph, type, _field, required) => {
      this.replace(graph, type, required, () => undefined);
    });
    if (![...this.uses.values()].some((lists) => lists.size > 1)) return undefined;

    const rewritten = new Map<ConstDirectiveNode, ConstDirectiveNode>();
    this.eachRequirement((graph, type, field, required, directive) => {
      const needed = new Set<string>();
      const changed = this.replace(graph, type, required, (name) => needed.add(name));
      if (needed.size === 0) return;
      this.needs.set(`${this.subgraphs.get(graph)}:${type.name.value}.${field.name.value}`, needed);
      rewritten.set(directive, withRequires(directive, changed));
    });
    return { document: this.rewrite(rewritten), standIns: this.standIns, needs: this.needs };
  }

  private noteUse(name: string, graph: string): void {
    this.users.set(name, (this.users.get(name) ?? new Set<string>()).add(graph));
  }

  /** Without the mentions of graphs that have no use for it: an external field must be in use. */
  private mentioned(
    field: FieldDefinitionNode,
    isUsedIn: (graph: string) => boolean,
  ): FieldDefinitionNode {
    const isNeeded = (directive: ConstDirectiveNode): boolean => {
      const graph = directive.arguments?.find(({ name }) => name.value === "graph")?.value;
      const external = directive.arguments?.find(({ name }) => name.value === "external")?.value;
      const isExternal = external?.kind === Kind.BOOLEAN && external.value;
      return !isExternal || graph?.kind !== Kind.ENUM || isUsedIn(graph.value);
    };
    return { ...field, directives: (field.directives ?? []).filter(isNeeded) };
  }

  private eachRequirement(
    visit: (
      graph: string,
      type: Composite,
      field: FieldDefinitionNode,
      required: SelectionSetNode,
      directive: ConstDirectiveNode,
    ) => void,
  ): void {
    for (const type of this.types.values()) {
      for (const field of type.fields ?? []) {
        for (const directive of field.directives ?? []) {
          const requires = stringArgument(directive, "requires");
          const graph = directive.arguments?.find(({ name }) => name.value === "graph")?.value;
          if (requires === undefined || graph?.kind !== Kind.ENUM) continue;
          const [operation] = parse(`{${requires}}`, { noLocation: true }).definitions;
          if (operation?.kind !== Kind.OPERATION_DEFINITION) continue;
          visit(graph.value, type, field, operation.selectionSet, directive);
        }
      }
    }
  }

  /** Notes the arguments in a selection and puts stand-ins where a field has several lists. */
  private replace(
    graph: string,
    type: Composite | undefined,
    set: SelectionSetNode,
    onUse: (name: string) => void,
  ): SelectionSetNode {
    const selections = set.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const narrowed = condition === undefined ? type : this.types.get(condition);
        const selectionSet = this.replace(graph, narrowed, selection.selectionSet, onUse);
        return { ...selection, selectionSet };
      }
      const field = type?.fields?.find(({ name }) => name.value === selection.name.value);
      const below = field && this.types.get(namedType(field.type));
      const changed = selection.selectionSet
        ? { ...selection, selectionSet: this.replace(graph, below, selection.selectionSet, onUse) }
        : selection;
      if (!type || !field || !field.arguments?.length) return changed;
      const use = `${type.name.value}.${field.name.value}`;
      const list = [...(selection.arguments ?? [])].map(print).sort().join();
      const lists = this.uses.get(use) ?? new Set<string>();
      this.uses.set(use, lists.add(list));
      if (lists.size === 1) return changed;
      const number = [...lists].indexOf(list);
      // One list keeps the field's own name.
      if (number === 0) onUse(field.name.value);
      if (number === 0) this.noteUse(use, graph);
      if (number === 0) return changed;
      this.noteUse(`${use} otherwise`, graph);
      const name = `${field.name.value}__required${number}_${type.name.value}`;
      this.noteUse(name, graph);
      this.standIns.set(name, {
        name: field.name.value,
        arguments: selection.arguments ?? [],
      });
      this.add(type, field, name);
      onUse(name);
      return { ...changed, name: { kind: Kind.NAME, value: name } as const, arguments: [] };
    });
    return { ...set, selections };
  }

  /** Adds a stand-in to a type and, when that is an interface, to whatever implements it. */
  private add(type: Composite, field: FieldDefinitionNode, name: string): void {
    const fields = this.added.get(type.name.value) ?? new Map<string, FieldDefinitionNode>();
    this.added.set(type.name.value, fields);
    fields.set(name, { ...field, name: { kind: Kind.NAME, value: name }, arguments: [] });
    if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return;
    for (const other of this.types.values()) {
      if (!other.interfaces?.some((parent) => parent.name.value === type.name.value)) continue;
      const own = other.fields?.find((candidate) => candidate.name.value === field.name.value);
      if (own) this.add(other, own, name);
    }
  }

  private rewrite(rewritten: ReadonlyMap<ConstDirectiveNode, ConstDirectiveNode>): DocumentNode {
    const definitions = this.supergraph.definitions.map((definition) => {
      if (!isComposite(definition)) return definition;
      const fields = (definition.fields ?? []).map((field) => {
        const use = `${definition.name.value}.${field.name.value}`;
        const otherwise = this.users.get(`${use} otherwise`);
        const used = otherwise
          ? this.mentioned(
              field,
              (graph) => !otherwise.has(graph) || (this.users.get(use)?.has(graph) ?? false),
            )
          : field;
        const directives = used.directives?.map(
          (directive) => rewritten.get(directive) ?? directive,
        );
        return { ...used, directives };
      });
      const added = [...(this.added.get(definition.name.value)?.values() ?? [])].map((field) =>
        this.mentioned(field, (graph) => this.users.get(field.name.value)?.has(graph) ?? false),
      );
      return { ...definition, fields: [...fields, ...added] } as typeof definition;
    });
    return { ...this.supergraph, definitions };
  }
}

function isComposite(node: { readonly kind: Kind }): node is Composite {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function stringArgument(
  directive: ConstDirectiveNode | undefined,
  name: string,
): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function withRequires(directive: ConstDirectiveNode, set: SelectionSetNode): ConstDirectiveNode {
  const text = print(set).slice(1, -1).replace(/\s+/g, " ").trim();
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) =>
      argument.name.value === "requires"
        ? { ...argument, value: { kind: Kind.STRING, value: text } }
        : argument,
    ),
  };
}
