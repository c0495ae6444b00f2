import { GraphQLError } from "graphql";
import type { Json } from "../execution/run.js";
import type { ResultPath } from "../execution/targets.js";

/** What goes into an error of the result. */
export interface ErrorDetails {
  readonly code: string;
  readonly subgraph?: string;
  readonly path?: ResultPath;
  /** Further extensions that a subgraph gave, already cleaned. */
  readonly extensions?: Json;
}

/** The errors of one execution, and which gaps in the data they explain. */
export class ErrorLog {
  private list: GraphQLError[] = [];
  private readonly failures: ResultPath[] = [];
  private readonly gaps = new Map<object, Set<string>>();

  /** @param before - the log of what was fetched before, whose errors explain gaps here as well. */
  constructor(private readonly before?: ErrorLog) {}

  add(message: string, { code, subgraph, path, extensions }: ErrorDetails): void {
    this.list.push(
      new GraphQLError(message, {
        ...(path && path.length > 0 ? { path } : {}),
        extensions: { ...extensions, code, ...(subgraph === undefined ? {} : { subgraph }) },
      }),
    );
  }

  get errors(): readonly GraphQLError[] {
    return this.list;
  }

  /** Whether there is no error, here or before. */
  get isEmpty(): boolean {
    return this.list.length === 0 && (this.before?.isEmpty ?? true);
  }

  /** Puts others in the place of those recorded so far. */
  replace(change: (errors: readonly GraphQLError[]) => GraphQLError[]): void {
    if (this.list.length > 0) this.list = change(this.list);
  }

  /** Notes that a fetch at these places (of the data, not the result) gave nothing. */
  noteFailure(places: readonly ResultPath[]): void {
    this.failures.push(...places);
  }

  /** Whether a failed fetch is the likely reason for what is absent at a place of the data. */
  isBelowFailure(place: ResultPath): boolean {
    return (
      this.failures.some((failure) => failure.every((step, index) => step === place[index])) ||
      (this.before?.isBelowFailure(place) ?? false)
    );
  }

  /** Notes that an error recorded already is why these fields of an object are absent. */
  explainGaps(objects: Iterable<object>, keys: Iterable<string>): void {
    const names = [...keys];
    for (const object of objects) {
      const known = this.gaps.get(object);
      if (known) for (const name of names) known.add(name);
      else this.gaps.set(object, new Set(names));
    }
  }

  isExplained(object: object | undefined, key: string): boolean {
    if (object === undefined) return false;
    const isKnown = this.gaps.size > 0 && this.gaps.get(object)?.has(key);
    return isKnown || (this.before?.isExplained(object, key) ?? false);
  }

  /** Whether some error already stands at this place or below it. */
  covers(path: ResultPath): boolean {
    const isCovered = this.list.some(
      (error) =>
        error.path !== undefined &&
        error.path.length >= path.length &&
        path.every((element, index) => element === error.path![index]),
    );
    return isCovered || (this.before?.covers(path) ?? false);
  }
}
