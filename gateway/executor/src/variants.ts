import { type FieldNode, GraphQLError } from "graphql";
import { type CompiledFetch, describeFetch } from "./execution/fetch.js";
import type { Step } from "./execution/run.js";
import { postponeFetches } from "./execution/postponed-fetches.js";
import { compilePlan } from "./execution/steps.js";
import { hasDefer, resolveDefers, type ResolvedDefers } from "./incremental/defers.js";
import { compileDeferred, type DeferredVariant } from "./incremental/deferred-variant.js";
import type { CompiledOperation } from "./operation.js";
import type { Planner } from "./plan/planner.js";
import { planningDocument } from "./plan/planning-document.js";
import type { QueryPlan } from "./plan/query-plan.js";
import { type Resumable, resumableOf } from "./plan/resumable.js";
import { DataKeys } from "./plan/data-keys.js";
import { toClientErrors } from "./projection/client-paths.js";
import { compileProjection, type ProjectionScope } from "./projection/compile.js";
import type { Completer } from "./projection/completer.js";
import { introspectionFields } from "./projection/introspection.js";
import { isWithheld } from "./withheld.js";
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
  /** What comes later. */
  readonly deferred?: DeferredVariant;
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

/** The switches of an operation (`@skip`, `@include`, and `@defer` where it may) as they were set. */
export interface VariantUse {
  readonly variables: Readonly<Record<string, boolean>>;
  /** Whether what the client defers may come later. */
  readonly isIncremental: boolean;
}

/**
 * Deciding `@skip` and `@include` once per combination of their variables keeps plan and projection
 * free of conditions: fewer fetches, and a planner that need not reason about what may be absent.
 */
export function compileVariants(options: VariantOptions): {
  /** Finds the variant for given (coerced) variables. */
  readonly variant: CompiledOperation["variant"];
  /** How the variants that there are were asked for. */
  uses(): readonly VariantUse[];
} {
  const plain = conditionVariables(options.parts, ["skip", "include"]);
  const deferring = conditionVariables(options.parts, ["skip", "include", "defer"]);
  const isDeferring = hasDefer(options.parts);
  const variants = new Map<string, { readonly variant: Variant; readonly use: VariantUse }>();
  const find: CompiledOperation["variant"] = (variables, isIncremental) => {
    const mayDefer = isIncremental && isDeferring;
    const names = mayDefer ? deferring : plain;
    const values = names.map((name) => (variables[name] === true ? "1" : "0")).join("");
    const key = `${mayDefer ? "later" : ""}${values}`;
    let known = variants.get(key);
    if (!known) {
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name] === true]));
      const { parts } = options;
      const whole = isDeferring ? resolveDefers(parts, conditions, false).parts : parts;
      const divided = mayDefer ? resolveDefers(parts, conditions, true) : undefined;
      const plainly = { ...options, parts: whole };
      const variant = divided
        ? (divideVariant(plainly, conditions, divided) ?? compileVariant(plainly, conditions))
        : compileVariant(plainly, conditions);
      if (variants.size >= MAX_VARIANTS) variants.clear();
      known = { variant, use: { variables: conditions, isIncremental: mayDefer } };
      variants.set(key, known);
    }
    return known.variant;
  };
  return { variant: find, uses: () => [...variants.values()].map(({ use }) => use) };
}

/**
 * @returns nothing where the planner fails, as it does for some fields with `@requires`: then all
 * comes at once, which a client has to expect anyway.
 */
function divideVariant(
  options: VariantOptions,
  conditions: Conditions,
  divided: ResolvedDefers,
): Variant | undefined {
  try {
    return compileVariant(options, conditions, divided);
  } catch {
    return undefined;
  }
}

/** @param divided - the same operation with what comes later. */
function compileVariant(
  options: VariantOptions,
  conditions: Conditions,
  divided?: ResolvedDefers,
): Variant {
  const { parts, planner } = options;
  const { schema, operation } = parts;
  const root = schema.getRootType(operation.operation);
  if (!root) {
    throw new GraphQLError(`The schema has no ${operation.operation} type.`, {
      extensions: { code: "OPERATION_RESOLUTION_FAILURE" },
    });
  }
  const fields = collectFields(parts, conditions, root, [operation.selectionSet]);
  const asksSubgraphs = [...fields.values()].some((nodes) =>
    nodes.some((node) => !node.name.value.startsWith("__") && !isWithheld(node)),
  );
  const scope = {
    parts: divided?.parts ?? parts,
    conditions,
    keys: new DataKeys(divided?.parts ?? parts),
  };
  const resumable = resumableOf(scope);
  const plan = asksSubgraphs ? planVariant(options, scope, resumable) : {};
  const { node } = plan;
  const isStream = node?.kind === "Subscription";
  const whole = isStream ? node.rest : node;
  const defer = whole?.kind === "Defer" ? whole : undefined;
  const steps = defer ? defer.primary.node : whole;
  return {
    plan,
    primary: isStream ? describeFetch(node.primary, []) : undefined,
    resumable,
    run: steps && compilePlan(postponeFetches(steps)),
    project: compileProjection(scope),
    introspection: introspectionFields(parts, conditions),
    ...(divided?.labels.size && {
      deferred: compileDeferred(scope, divided.labels, defer, planner.types),
    }),
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
