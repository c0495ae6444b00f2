import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledFetch, describeFetch } from './execution/fetch.js';
import type { Step } from './execution/run.js';
import { compilePlan } from './execution/steps.js';
import type { Planner, SupergraphTypes } from './plan/planner.js';
import type { QueryPlan } from './plan/query-plan.js';
import type { OperationParts } from './projection/selection.js';
import { compileVariants, type Variant } from './projection/variants.js';
import type { Json } from './execution/run.js';

/**
 * An operation planned and compiled: all that does not depend on variables and data. Immutable to
 * the outside; keep one per text of the operation (and set of override labels).
 */
export interface PreparedOperation {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly operation: OperationDefinitionNode;
  readonly plan: QueryPlan;
  /** @internal */
  readonly compiled: CompiledOperation;
}

/** @internal */
export interface CompiledOperation {
  readonly parts: OperationParts;
  readonly types: SupergraphTypes;
  /** The stream of a subscription. */
  readonly primary: CompiledFetch | undefined;
  /** Everything else; for a subscription, what is fetched for each event. */
  readonly run: Step | undefined;
  variant(variables: Readonly<Json>): Variant;
}

export interface PrepareOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  /** Valid against `schema`: validation is the caller's. */
  readonly document: DocumentNode;
  readonly operationName?: string;
  /** The labels of `@override` that hold; all others do not. */
  readonly overrideLabels?: ReadonlySet<string>;
}

/**
 * Plans and compiles an operation.
 *
 * @throws GraphQLError when the document has no such operation.
 */
export function prepareOperation(options: PrepareOptions): PreparedOperation {
  const { schema, planner, document, operationName, overrideLabels } = options;
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw new GraphQLError('The document has no such operation, or several and none is named.', {
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
  }
  const parts = { schema, operation, fragments: fragmentsOf(document) };
  const plan = planner.plan({
    document,
    ...(operationName === undefined ? {} : { operationName }),
    ...(overrideLabels === undefined ? {} : { overrideLabels }),
  });
  const { node } = plan;
  const isStream = node?.kind === 'Subscription';
  const steps = isStream ? node.rest : node;
  return {
    type: operation.operation,
    operation,
    plan,
    compiled: {
      parts,
      types: planner.types,
      primary: isStream ? describeFetch(node.primary, []) : undefined,
      run: steps && compilePlan(steps),
      variant: compileVariants(parts),
    },
  };
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  return fragments;
}
