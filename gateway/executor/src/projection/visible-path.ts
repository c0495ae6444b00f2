import { Kind, type SelectionSetNode } from 'graphql';
import type { ResultPath } from '../execution/targets.js';
import type { OperationParts } from './selection.js';

/**
 * The part of a path that the client asked for. Subgraphs are asked for more than that (keys,
 * required fields), and their errors may point there.
 */
export function visiblePath(parts: OperationParts, path: ResultPath): ResultPath {
  let level: readonly SelectionSetNode[] = [parts.operation.selectionSet];
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue;
    const next = below(parts, level, step);
    if (next === undefined) return path.slice(0, index);
    level = next;
  }
  return path;
}

/** The selection sets under a response name; undefined when nothing has that name. */
function below(
  parts: OperationParts,
  level: readonly SelectionSetNode[],
  name: string,
): SelectionSetNode[] | undefined {
  const found: SelectionSetNode[] = [];
  let isKnown = false;
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = parts.fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      } else if ((selection.alias ?? selection.name).value === name) {
        isKnown = true;
        if (selection.selectionSet) found.push(selection.selectionSet);
      }
    }
  };
  level.forEach(visit);
  return isKnown ? found : undefined;
}

