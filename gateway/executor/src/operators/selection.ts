import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** The fragments of a document by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The name under which a field is answered. */
export const responseName = (field: FieldNode): string => (field.alias ?? field.name).value;

/** The fields of a selection, those in fragments included, whatever their type condition. */
export function fieldsIn({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const set =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : fragments.get(selection.name.value)?.selectionSet;
    return set ? fieldsIn(set, fragments) : [];
  });
}

/** A field with another alias, other arguments and another selection. */
export function asSent(
  field: FieldNode,
  alias: string,
  selections: readonly SelectionNode[],
  variables: Readonly<Record<string, string>>,
): FieldNode {
  const kept = field.arguments?.filter(({ name }) => !Object.hasOwn(variables, name.value)) ?? [];
  return {
    ...field,
    alias: { kind: Kind.NAME, value: alias },
    arguments: [
      ...kept,
      ...Object.entries(variables).map(([name, variable]) => ({
        kind: Kind.ARGUMENT as const,
        name: { kind: Kind.NAME as const, value: name },
        value: {
          kind: Kind.VARIABLE as const,
          name: { kind: Kind.NAME as const, value: variable },
        },
      })),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
