import type { CompiledFetch } from "./fetch.js";
import type { Json, Run } from "./run.js";
import { collectTargets, type Intern } from "./targets.js";

/**
 * Remembers which objects are at a place, as several fetches apply at the same one.
 *
 * @remarks What stands where changes only with an answer that brings objects. When one object takes the
 * place of its equals, what is remembered of the places below only holds some objects too many: those of
 * the one are among them. A list is at one place only, as the planner always writes the way to a field
 * in the same words.
 */
export class KnownTargets {
  private readonly byPlace = new Map<string, readonly Json[]>();

  /** All objects at the place of a fetch, as `collectTargets` gives them. */
  at({ place, path }: CompiledFetch, run: Run, intern: Intern | undefined): readonly Json[] {
    let targets = intern ? undefined : this.byPlace.get(place);
    if (!targets) {
      targets = collectTargets(run.root, path, intern, run.repeated.size > 0);
      this.byPlace.set(place, targets);
    }
    return targets;
  }

  /** To be called when an answer was merged that may have brought objects. */
  forget(): void {
    this.byPlace.clear();
  }
}
