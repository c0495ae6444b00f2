import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import type { OperatorRules } from "./rules.js";
import { fieldsIn, type Fragments, responseName } from "./selection.js";

/** Fields of one type that find their operators at one path. */
interface Part {
  readonly type: string;
  readonly by: string | undefined;
  readonly part: SelectionNode;
}

/** Takes fragments on entities apart where their fields find operators at different paths. */
export function partsByPath(field: FieldNode, rules: OperatorRules, fragments: Fragments): Part[] {
  const parts: Part[] = [];
  for (const selection of field.selectionSet?.selections ?? []) {
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment || fragment.kind === Kind.FIELD || !fragment.typeCondition) continue;
    const type = fragment.typeCondition.name.value;
    const byPath = new Map<string | undefined, SelectionNode[]>();
    const unbound: SelectionNode[] = [];
    for (const node of fragment.selectionSet.selections) {
      const name = node.kind === Kind.FIELD ? node.name.value : "";
      const by = rules.by(type, name);
      if (by === undefined) unbound.push(node);
      else byPath.set(by, [...(byPath.get(by) ?? []), node]);
    }
    // A key or a type's name is known to whoever serves another field.
    const [first] = byPath.keys();
    if (unbound.length > 0) byPath.set(first, [...unbound, ...(byPath.get(first) ?? [])]);
    for (const [by, selections] of byPath) {
      const { typeCondition, directives } = fragment;
      const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
      const part: SelectionNode = {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        ...(directives && { directives }),
        selectionSet: set,
      };
      parts.push({ type, by, part });
    }
  }
  return parts;
}

/** The response names of the fields in some parts. */
export function namesIn(parts: readonly SelectionNode[], fragments: Fragments): string[] {
  const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: parts };
  return [...new Set(fieldsIn(set, fragments).map(responseName))];
}
