import type { CompiledFetch } from "./fetch.js";
import type { Json } from "./run.js";
import { collectTargets, type Intern } from "./targets.js";

/**
 * Remembers which objects are at a place, as several fetches apply at the same one.
 *
 * @remarks What stands where changes only with an answer that brings objects. One that brings scalars
 * does not, nor does putting one object in the place of its equals: these have no objects below them,
 * and a list is at one place only, as the planner writes the way to a field always the same.
 */
export class KnownTargets {
  private readonly byPlace = new Map<string, readonly Json[]>();

  /** All objects at the place of a fetch, as `collectTargets` gives them. */
  at(root: Json, { place, path }: CompiledFetch, intern: Intern | undefined): readonly Json[] {
    let targets = intern ? undefined : this.byPlace.get(place);
    if (!targets) this.byPlace.set(place, (targets = collectTargets(root, path, intern)));
    return targets;
  }

  /** To be called when an answer was merged that may have brought objects. */
  forget(): void {
    this.byPlace.clear();
  }
}
