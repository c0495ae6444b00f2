import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import type { Json } from "./execution/run.js";
import { hasDefer } from "./incremental/defers.js";
import type { Planner, SupergraphTypes } from "./plan/planner.js";
import type { QueryPlan } from "./plan/query-plan.js";
import type { OperationParts } from "./projection/selection.js";
import { compileVariants, type Variant, type VariantUse } from "./variants.js";

/**
 * An operation planned and compiled: all that does not depend on data. Keep one per text of the
 * operation (and set of override labels).
 */
export interface PreparedOperation {
  readonly type: "query" | "mutation" | "subscription";
  readonly operation: OperationDefinitionNode;
  /** The plan for the variables' defaults; other values of `@skip` and `@include` have their own. */
  readonly plan: QueryPlan;
  /** Whether parts of it are to come later, where the client takes them and its variables say so. */
  readonly hasDefer: boolean;
  /** With which switches it was asked for so far. */
  uses(): readonly VariantUse[];
  /** Plans for switches before somebody asks with them. */
  prepareFor(use: VariantUse): void;
  /** @internal */
  readonly compiled: CompiledOperation;
}

/** @internal */
export interface CompiledOperation {
  readonly parts: OperationParts;
  readonly types: SupergraphTypes;
  /** @param isIncremental - whether what the client defers may come later. */
  variant(variables: Readonly<Json>, isIncremental: boolean): Variant;
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
 * @throws GraphQLError when the document has no such operation; whatever the planner throws when it
 * cannot plan it.
 */
export function prepareOperation(options: PrepareOptions): PreparedOperation {
  const { schema, planner, document, operationName, overrideLabels } = options;
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw new GraphQLError("The document has no such operation, or several and none is named.", {
      extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
    });
  }
  const parts = { schema, operation, fragments: fragmentsOf(document) };
  const { variant, uses } = compileVariants({
    parts,
    planner,
    ...(overrideLabels === undefined ? {} : { overrideLabels }),
  });
  return {
    type: operation.operation,
    operation,
    plan: variant(defaultsOf(operation), false).plan,
    hasDefer: hasDefer(parts),
    uses,
    prepareFor: ({ variables, isIncremental }) => void variant(variables, isIncremental),
    compiled: { parts, types: planner.types, variant },
  };
}

/** Planning what is likeliest now leaves less for the first request to wait for. */
function defaultsOf({ variableDefinitions }: OperationDefinitionNode): Json {
  return Object.fromEntries(
    (variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
    ]),
  );
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
