import { MultiMap } from "@apollo/federation-internals";

/** A fetch of the planner's graph. */
interface FetchGroup {
  isDescendantOf(ancestor: FetchGroup): boolean;
  isChildOf(parent: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
}

let isDone = false;

/**
 * Keeps the planner from joining a fetch with one that it comes after.
 *
 * @remarks The planner joins fetches that go to one subgraph with the same representations. Where one
 * of the two waits for the other, the joined fetch may wait for itself, at once or through others, and
 * the planner never comes to the end of such a circle: one operation holds the whole process. The two
 * are left apart here; what was asked of an entity once is not asked again.
 *
 * The class is not exported. The planner puts its fetches into a map of another package before it
 * joins the first two, so that map tells which class it is, and is itself again from then on.
 */
export function keepMergesAcyclic(): void {
  if (isDone) return;
  isDone = true;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { add } = MultiMap.prototype;
  MultiMap.prototype.add = function (
    this: MultiMap<unknown, unknown>,
    key: unknown,
    value: unknown,
  ) {
    if (isFetchGroup(value)) {
      MultiMap.prototype.add = add;
      leaveAncestorsApart(Object.getPrototypeOf(value) as FetchGroup);
    }
    return add.call(this, key, value);
  };
}

function isFetchGroup(value: unknown): boolean {
  return typeof value === "object" && value !== null && "mergeInWithAllDependencies" in value;
}

function leaveAncestorsApart(prototype: FetchGroup): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { mergeInWithAllDependencies } = prototype;
  prototype.mergeInWithAllDependencies = function (this: FetchGroup, other: FetchGroup) {
    const wouldCircle = other.isChildOf(this) || this.isDescendantOf(other);
    if (!wouldCircle) mergeInWithAllDependencies.call(this, other);
  };
}
