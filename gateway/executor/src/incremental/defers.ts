import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { deferDirective } from "./labels.js";
import { type Conditions, isIncluded, type OperationParts } from "../projection/selection.js";

/** An operation with its `@defer` decided. */
export interface ResolvedDefers {
  /**
   * Where `@defer` holds it stands on an inline fragment without a type condition, under a label of
   * ours that occurs once; everywhere else there is none.
   */
  readonly parts: OperationParts;
  /** The client's labels by ours; undefined where it gave none. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

/** Each costs a payload and planning: what is beyond comes with the rest, which is always allowed. */
const MAX_DEFERS = 64;

/** Whether an operation has any `@defer`. */
export function hasDefer(parts: OperationParts): boolean {
  return [parts.operation, ...parts.fragments.values()].some(({ selectionSet }) =>
    mentionsDefer(selectionSet),
  );
}

function mentionsDefer(set: SelectionSetNode): boolean {
  let isFound = false;
  visit(set, { Directive: ({ name }) => void (isFound ||= name.value === "defer") });
  return isFound;
}

/** Decides every `@defer`; with `isIncremental` false none holds. */
export function resolveDefers(
  parts: OperationParts,
  conditions: Conditions,
  isIncremental: boolean,
): ResolvedDefers {
  return new Resolver(parts, conditions, isIncremental).run();
}

class Resolver {
  private readonly labels = new Map<string, string | undefined>();
  /** Whether a fragment has `@defer` in it or in a fragment it spreads. */
  private readonly mentioning = new Map<string, boolean>();

  constructor(
    private readonly parts: OperationParts,
    private readonly conditions: Conditions,
    private readonly isIncremental: boolean,
  ) {}

  run(): ResolvedDefers {
    const { operation } = this.parts;
    // The root fields of a mutation run one after the other, those of a subscription are its stream.
    const selectionSet = this.resolve(operation.selectionSet, operation.operation === "query");
    const resolved = { ...this.parts, operation: { ...operation, selectionSet } };
    return { parts: resolved, labels: this.labels };
  }

  private resolve(set: SelectionSetNode, mayDefer: boolean): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet;
        if (!below) return [selection];
        return [{ ...selection, selectionSet: this.resolve(below, this.mayDeferBelow) }];
      }
      const defer = selection.directives?.find(({ name }) => name.value === "defer");
      const fragment = this.fragmentOf(selection);
      if (!defer && !fragment) return [selection];
      if (!isIncluded(selection.directives, this.conditions)) return [];
      const { selectionSet, typeCondition } = fragment ?? this.definitionOf(selection);
      const isDeferred = defer !== undefined && mayDefer && this.holds(defer);
      // Taken before what is inside, so that labels are given from the outside in.
      const label = isDeferred ? this.label(defer) : undefined;
      const inner = {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition && { typeCondition }),
        selectionSet: this.resolve(selectionSet, mayDefer),
      } as const;
      return [label === undefined ? inner : deferred(inner, label)];
    });
    return { kind: Kind.SELECTION_SET, selections };
  }

  private get mayDeferBelow(): boolean {
    return this.parts.operation.operation !== "subscription";
  }

  /** An inline fragment, or a named one that has to be spelled out for the `@defer` inside. */
  private fragmentOf(
    selection: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  ): InlineFragmentNode | FragmentDefinitionNode | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    return this.mentions(selection.name.value) ? this.definitionOf(selection) : undefined;
  }

  private definitionOf(
    selection: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  ): InlineFragmentNode | FragmentDefinitionNode {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    return this.parts.fragments.get(selection.name.value)!;
  }

  private mentions(name: string): boolean {
    const known = this.mentioning.get(name);
    if (known !== undefined) return known;
    const set = this.parts.fragments.get(name)?.selectionSet;
    if (!set) return false;
    let isFound = mentionsDefer(set);
    visit(set, { FragmentSpread: (spread) => void (isFound ||= this.mentions(spread.name.value)) });
    this.mentioning.set(name, isFound);
    return isFound;
  }

  private holds({ arguments: list }: DirectiveNode): boolean {
    if (!this.isIncremental || this.labels.size >= MAX_DEFERS) return false;
    const value = list?.find(({ name }) => name.value === "if")?.value;
    if (value?.kind === Kind.VARIABLE) return this.conditions[value.name.value] === true;
    return value?.kind !== Kind.BOOLEAN || value.value;
  }

  private label({ arguments: list }: DirectiveNode): string {
    const given = list?.find(({ name }) => name.value === "label")?.value;
    const label = `d${this.labels.size}`;
    this.labels.set(label, given?.kind === Kind.STRING ? given.value : undefined);
    return label;
  }
}

function deferred(inner: InlineFragmentNode, label: string): InlineFragmentNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [inner] };
  return { kind: Kind.INLINE_FRAGMENT, directives: [deferDirective(label)], selectionSet };
}
