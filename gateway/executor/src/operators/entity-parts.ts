import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { OperatorRules } from "./rules.js";
import { fieldsIn, type Fragments, responseName } from "./selection.js";

/** Fields of one type that find their operators at one path. */
interface Part {
  readonly type: string;
  /** Fields with the same go to the same operators. */
  readonly by: string | undefined;
  readonly part: SelectionNode;
}

/** Begins what stands for a path where all operators are asked: no path begins so. */
const EVERYBODY = "*";

/** The type and the response name of a field that everybody is asked for. */
export function askedOfEverybody(by: string | undefined): [type: string, name: string] | undefined {
  return by?.startsWith(EVERYBODY) ? (by.slice(1).split(".") as [string, string]) : undefined;
}

/** Takes fragments on entities apart where their fields find operators at different paths. */
export function partsByPath(field: FieldNode, rules: OperatorRules, fragments: Fragments): Part[] {
  const parts: Part[] = [];
  for (const selection of field.selectionSet?.selections ?? []) {
    const fragment = selection.kind === Kind.FIELD ? undefined : inlined(selection, fragments);
    const type = fragment?.typeCondition?.name.value;
    if (!fragment || type === undefined) continue;
    for (const [by, selections] of split(type, fragment.selectionSet, rules, fragments)) {
      parts.push({ type, by, part: withSelections(fragment, selections) });
    }
  }
  return parts;
}

/** A selection by the path at which each of its fields finds its operators. */
function split(
  type: string,
  { selections }: SelectionSetNode,
  rules: OperatorRules,
  fragments: Fragments,
): Map<string | undefined, SelectionNode[]> {
  const byPath = new Map<string | undefined, SelectionNode[]>();
  const unbound: SelectionNode[] = [];
  const add = (by: string | undefined, node: SelectionNode): void => {
    const nodes = by === undefined ? unbound : (byPath.get(by) ?? []);
    nodes.push(node);
    if (by !== undefined) byPath.set(by, nodes);
  };
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      // Merged on its own, so asked for on its own.
      const alone = `${EVERYBODY}${type}.${responseName(node)}`;
      const isGathered = rules.gathered(type, node.name.value) !== undefined;
      add(isGathered ? alone : rules.by(type, node.name.value), node);
      continue;
    }
    const fragment = inlined(node, fragments);
    if (!fragment) continue;
    const inner = fragment.typeCondition?.name.value ?? type;
    for (const [by, nodes] of split(inner, fragment.selectionSet, rules, fragments)) {
      add(by, withSelections(fragment, nodes));
    }
  }
  // A key or a type's name is known to whoever serves another field.
  const paths = [...byPath.keys()];
  const first = paths.find((path) => !askedOfEverybody(path)) ?? paths[0];
  if (unbound.length > 0) byPath.set(first, [...unbound, ...(byPath.get(first) ?? [])]);
  return byPath;
}

function inlined(
  node: Exclude<SelectionNode, FieldNode>,
  fragments: Fragments,
): InlineFragmentNode | undefined {
  if (node.kind === Kind.INLINE_FRAGMENT) return node;
  const definition = fragments.get(node.name.value);
  if (!definition) return undefined;
  const { typeCondition, selectionSet } = definition;
  const { directives } = node;
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition,
    selectionSet,
    ...(directives && { directives }),
  };
}

function withSelections(
  fragment: InlineFragmentNode,
  selections: readonly SelectionNode[],
): InlineFragmentNode {
  return { ...fragment, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** The response names of the fields in some parts. */
export function namesIn(parts: readonly SelectionNode[], fragments: Fragments): string[] {
  const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: parts };
  return [...new Set(fieldsIn(set, fragments).map(responseName))];
}

/** The parts with another field in a field's place. */
export function replaceIn(
  parts: readonly SelectionNode[],
  field: FieldNode,
  by: FieldNode,
): SelectionNode[] {
  return parts.map((part) => {
    if (part === field) return by;
    if (part.kind !== Kind.INLINE_FRAGMENT) return part;
    return withSelections(part, replaceIn(part.selectionSet.selections, field, by));
  });
}
