import { Kind, parse, type SelectionSetNode } from "graphql";
import type { FetchNode } from "../plan/query-plan.js";

/** The names under which a fetch's fields land in each of its targets. */
export function responseNamesOf(node: FetchNode): Set<string> {
  const document = parse(node.operation, { noLocation: true });
  const fragments = new Map<string, SelectionSetNode>();
  let root: SelectionSetNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition.selectionSet);
    } else if (definition.kind === Kind.OPERATION_DEFINITION) root = definition.selectionSet;
  }

  const names = new Set<string>();
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) visit(fragments.get(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.name.value === "_entities" && node.requires) visit(selection.selectionSet);
      else names.add((selection.alias ?? selection.name).value);
    }
  };
  visit(root);
  for (const rewrite of node.outputRewrites ?? []) {
    if (rewrite.kind === "KeyRenamer") names.add(rewrite.renameKeyTo);
  }
  return names;
}
