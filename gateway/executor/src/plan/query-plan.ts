/**
 * The plan of an operation: which subgraphs to ask for what, in which order. Plain data; the shape
 * is that of Apollo's query planner, so that its plans need no translation.
 */
export interface QueryPlan {
  readonly node?: PlanNode | SubscriptionNode;
}

export type PlanNode =
  | SequenceNode
  | ParallelNode
  | FetchNode
  | FlattenNode
  | ConditionNode
  | DeferNode;

export interface SequenceNode {
  readonly kind: "Sequence";
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: "Parallel";
  /** That of the fetch which it was. */
  readonly id?: string;
  readonly nodes: readonly PlanNode[];
}

/** A subscription: one stream of one subgraph, and what to fetch for each of its events. */
export interface SubscriptionNode {
  readonly kind: "Subscription";
  readonly primary: FetchNode;
  readonly rest?: PlanNode;
}

export interface FetchNode {
  readonly kind: "Fetch";
  /** Given where a deferred part depends on it. */
  readonly id?: string;
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | undefined;
  readonly operationKind: "query" | "mutation" | "subscription";
  readonly variableUsages?: readonly string[];
  /** Present for an entity fetch: what a representation is made of. */
  readonly requires?: readonly RequiredSelection[];
  /** The type of all the entities it is about, where they do not tell it themselves. */
  readonly typename?: string;
  /** Applied to the representations before they are sent. */
  readonly inputRewrites?: readonly DataRewrite[];
  /** Applied to the answer before it is merged. */
  readonly outputRewrites?: readonly DataRewrite[];
  /** Where the values of its variables are that `@fromContext` takes from around the entities. */
  readonly contextRewrites?: readonly DataRewrite[];
  /** Whether equal entities are different things: what is around them decides what is fetched. */
  readonly isApart?: boolean;
}

/** Runs its node on everything the path reaches; `@` stands for "every item of this list". */
export interface FlattenNode {
  readonly kind: "Flatten";
  readonly path: readonly (string | number)[];
  readonly node: PlanNode;
}

export interface ConditionNode {
  readonly kind: "Condition";
  /** The name of a Boolean variable. */
  readonly condition: string;
  readonly ifClause?: PlanNode;
  readonly elseClause?: PlanNode;
}

/** Parts of an operation that may come later than the rest. */
export interface DeferNode {
  readonly kind: "Defer";
  readonly primary: { readonly node?: PlanNode };
  readonly deferred: readonly {
    /** The fetches that have to be done first. */
    readonly depends: readonly { readonly id: string }[];
    readonly label?: string;
    /** Again a `Defer` where a part has parts of its own. */
    readonly node?: PlanNode;
  }[];
}

export type RequiredSelection = RequiredField | RequiredFragment;

export interface RequiredField {
  readonly kind: "Field";
  readonly alias?: string;
  readonly name: string;
  /** The name it gets in the representation, where that is not the name of the data. */
  readonly sendAs?: string;
  readonly selections?: readonly RequiredSelection[];
}

export interface RequiredFragment {
  readonly kind: "InlineFragment";
  readonly typeCondition?: string;
  readonly selections: readonly RequiredSelection[];
}

/** Path elements are field names and `... on Type`. */
export type DataRewrite =
  | { readonly kind: "ValueSetter"; readonly path: readonly string[]; readonly setValueTo: unknown }
  | { readonly kind: "KeyRenamer"; readonly path: readonly string[]; readonly renameKeyTo: string };
