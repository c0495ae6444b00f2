import graphPath, {
  type SimultaneousPathsWithLazyIndirectPaths,
} from "@apollo/query-graphs/dist/graphPath.js";

type Option = SimultaneousPathsWithLazyIndirectPaths<never>;
type Advance = typeof graphPath.advanceSimultaneousPathsWithOperation;

/** The ways to one place of an operation, among which the planner still has to choose. */
class Ways {
  /** The one with the fewest jumps between subgraphs. */
  private best: { readonly option: object; readonly jumps: number } | undefined;
  private readonly next = new WeakMap<object, Ways>();

  add(option: Option): void {
    const jumps = Math.max(...option.paths.map((path) => path.subgraphJumps()));
    if (!this.best || jumps < this.best.jumps) this.best = { option, jumps };
  }

  isBest(option: Option): boolean {
    return this.best === undefined || this.best.option === option;
  }

  after(element: object): Ways {
    let ways = this.next.get(element);
    if (!ways) this.next.set(element, (ways = new Ways()));
    return ways;
  }
}

let isDone = false;

/**
 * Makes the planner give up a fragment only where its best way to the object excludes the type.
 *
 * @remarks Where several subgraphs resolve a field but know different types behind it, the planner
 * considers the ways to it one after the other, and at the first one on which a type cannot occur it
 * drops the fragment for all of them: what the client selected is then null, without an error. Here
 * such a way is left out instead, unless it is the best one. The planner's search has no hook, so the
 * two functions that make and advance its ways are wrapped.
 */
export function giveUpOnlyImpossibleFragments(): void {
  if (isDone) return;
  isDone = true;
  const waysOf = new WeakMap<object, Ways>();
  const note = (ways: Ways, options: readonly Option[]): void => {
    for (const option of options) {
      ways.add(option);
      waysOf.set(option, ways);
    }
  };
  const { createInitialOptions, advanceSimultaneousPathsWithOperation } = graphPath;
  graphPath.createInitialOptions = (...args) => {
    const options = createInitialOptions(...args);
    note(new Ways(), options as unknown as Option[]);
    return options;
  };
  graphPath.advanceSimultaneousPathsWithOperation = ((schema, from, element, conditions) => {
    const options = advanceSimultaneousPathsWithOperation(schema, from, element, conditions);
    const ways = waysOf.get(from);
    if (!ways || !options) return options;
    if (options.length === 0) return ways.isBest(from as unknown as Option) ? options : undefined;
    note(ways.after(element), options as unknown as Option[]);
    return options;
  }) as Advance;
}
