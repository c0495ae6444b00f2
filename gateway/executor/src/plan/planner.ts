import type { DocumentNode } from "graphql";
import type { QueryPlan } from "./query-plan.js";

/** A valid operation of the API schema, ready to be planned. */
export interface PlannableOperation {
  readonly document: DocumentNode;
  readonly operationName?: string;
  /** The labels of `@override` that hold for this request; all others do not. */
  readonly overrideLabels?: ReadonlySet<string>;
}

/** Decides which subgraphs to ask for what. Replaceable: nothing else knows whose planner it is. */
export interface Planner {
  plan(operation: PlannableOperation): QueryPlan;
  readonly types: SupergraphTypes;
}

/** What execution must know of the supergraph's types, those hidden from the API included. */
export interface SupergraphTypes {
  isObject(typename: string): boolean;
  /** Whether `typename` is `condition`, implements it or is a member of it. */
  isSubtype(condition: string, typename: string): boolean;
}
