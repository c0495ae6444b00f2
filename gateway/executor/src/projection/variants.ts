import type { FieldNode } from 'graphql';
import type { Json } from '../execution/run.js';
import { compileProjection } from './compile.js';
import type { Completer } from './completer.js';
import { introspectionFields } from './introspection.js';
import { collectFields, conditionVariables, type OperationParts } from './selection.js';

/** An operation with its conditions decided. */
export interface Variant {
  readonly project: Completer;
  readonly introspection: readonly FieldNode[];
  /** False when the client asked for nothing that a subgraph has to answer. */
  readonly needsData: boolean;
}

/** More than a client's switches make; a hostile one is recompiled rather than kept. */
const MAX_VARIANTS = 64;

/**
 * Deciding `@skip` and `@include` once per combination of their variables keeps the projection
 * itself free of conditions.
 *
 * @returns the variant for given (coerced) variables.
 */
export function compileVariants(parts: OperationParts): (variables: Readonly<Json>) => Variant {
  const names = conditionVariables(parts);
  const variants = new Map<string, Variant>();
  return (variables) => {
    const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let variant = variants.get(key);
    if (!variant) {
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name] === true]));
      variant = compileVariant(parts, conditions);
      if (variants.size >= MAX_VARIANTS) variants.clear();
      variants.set(key, variant);
    }
    return variant;
  };
}

function compileVariant(parts: OperationParts, conditions: Record<string, boolean>): Variant {
  const root = parts.schema.getRootType(parts.operation.operation);
  const fields = root
    ? collectFields(parts, conditions, root, [parts.operation.selectionSet])
    : new Map<string, readonly FieldNode[]>();
  return {
    project: compileProjection(parts, conditions),
    introspection: introspectionFields(parts, conditions),
    needsData: [...fields.values()].some(([field]) => !field!.name.value.startsWith('__')),
  };
}
