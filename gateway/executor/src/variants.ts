import { type FieldNode, GraphQLError } from "graphql";
import { type CompiledFetch, describeFetch } from "./execution/fetch.js";
import type { Json, Step } from "./execution/run.js";
import { compilePlan } from "./execution/steps.js";
import type { Planner } from "./plan/planner.js";
import { planningDocument } from "./plan/planning-document.js";
import type { QueryPlan } from "./plan/query-plan.js";
import { type Resumable, resumableOf } from "./plan/resumable.js";
import { DataKeys } from "./plan/data-keys.js";
import { toClientErrors } from "./projection/client-paths.js";
import { compileProjection, type ProjectionScope } from "./projection/compile.js";
import type { Completer } from "./projection/completer.js";
import { introspectionFields } from "./projection/introspection.js";
import {
  collectFields,
  type Conditions,
  conditionVariables,
  type OperationParts,
} from "./projection/selection.js";

/** An operation with its conditions decided, planned and compiled. */
export interface Variant {
  readonly plan: QueryPlan;
  /** The stream of a subscription. */
  readonly primary: CompiledFetch | undefined;
  /** How that is taken up where it was left; absent where it cannot be. */
  readonly resumable: Resumable | undefined;
  /** Everything else; for a subscription, what is fetched for each event. */
  readonly run: Step | undefined;
  /** Completes the root object, as JSON text. */
  readonly project: Completer;
  readonly introspection: readonly FieldNode[];
  /** In the client's terms. */
  toClientErrors(errors: readonly GraphQLError[]): GraphQLError[];
}

/** How a variant is planned. */
export interface VariantOptions {
  readonly parts: OperationParts;
  readonly planner: Planner;
  readonly overrideLabels?: ReadonlySet<string>;
}

/** More than a client's switches make; a hostile one is planned again rather than kept. */
const MAX_VARIANTS = 64;

/**
 * Deciding `@skip` and `@include` once per combination of their variables keeps plan and projection
 * free of conditions: fewer fetches, and a planner that need not reason about what may be absent.
 *
 * @returns the variant for given (coerced) variables.
 */
export function compileVariants(options: VariantOptions): (variables: Readonly<Json>) => Variant {
  const names = conditionVariables(options.parts);
  const variants = new Map<string, Variant>();
  return (variables) => {
    const key = names.map((name) => (variables[name] === true ? "1" : "0")).join("");
    let variant = variants.get(key);
    if (!variant) {
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name] === true]));
      variant = compileVariant(options, conditions);
      if (variants.size >= MAX_VARIANTS) variants.clear();
      variants.set(key, variant);
    }
    return variant;
  };
}

function compileVariant(options: VariantOptions, conditions: Conditions): Variant {
  const { parts } = options;
  const { schema, operation } = parts;
  const root = schema.getRootType(operation.operation);
  if (!root) {
    throw new GraphQLError(`The schema has no ${operation.operation} type.`, {
      extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
    });
  }
  const fields = collectFields(parts, conditions, root, [operation.selectionSet]);
  const asksSubgraphs = [...fields.values()].some(([field]) => !field!.name.value.startsWith("__"));
  const scope = { parts, conditions, keys: new DataKeys(parts) };
  const resumable = resumableOf(scope);
  const plan = asksSubgraphs ? planVariant(options, scope, resumable) : {};
  const { node } = plan;
  const isStream = node?.kind === "Subscription";
  const steps = isStream ? node.rest : node;
  return {
    plan,
    primary: isStream ? describeFetch(node.primary, []) : undefined,
    resumable,
    run: steps && compilePlan(steps),
    project: compileProjection(scope),
    introspection: introspectionFields(parts, conditions),
    toClientErrors: (errors) => toClientErrors(scope, errors),
  };
}

function planVariant(
  { planner, overrideLabels }: VariantOptions,
  { parts, conditions, keys }: ProjectionScope,
  resumable: Resumable | undefined,
): QueryPlan {
  return planner.plan({
    // Only one operation is left in it, so it needs no name to be found by.
    document: planningDocument(parts, conditions, keys, resumable),
    ...(overrideLabels === undefined ? {} : { overrideLabels }),
  });
}
