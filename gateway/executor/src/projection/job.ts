import type { ErrorLog } from "../errors/error-log.js";
import type { ResultPath } from "../execution/targets.js";

/** A place where the data does not fit the schema, or where some is withheld. */
interface Misfit {
  readonly message: string;
  readonly code: "INTERNAL_SERVER_ERROR" | "UNAUTHORIZED_FIELD_OR_TYPE";
  /** Whether an error recorded already says why; then this one says nothing new. */
  readonly mayBeExplained: boolean;
  /** From the inside out: grows while the projection returns from the place. */
  readonly reversedPath: ResultPath;
  /** The same in the keys of the data. */
  readonly reversedPlace: ResultPath;
}

/**
 * One projection under way.
 *
 * @remarks Paths cost nothing until something is wrong: whoever descends compares {@link count}
 * before and after, and only where it has changed adds its own step to the new misfits.
 */
export class ProjectionJob {
  count = 0;
  private readonly misfits: Misfit[] = [];
  private readonly memos = new Map<object, Map<object, string>>();

  constructor(
    private readonly errors: ErrorLog,
    /** The answers to `__schema` and `__type`, by response name. */
    readonly introspection: Readonly<Record<string, unknown>>,
    private readonly repeated: ReadonlySet<object> = new Set(),
    /** Whether no string of the data has anything to escape. */
    readonly hasPlainStrings = false,
  ) {}

  /** Where the completed forms of an object are kept that stands at several places. */
  memoOf(writer: object, source: object): Map<object, string> | undefined {
    if (this.repeated.size === 0 || !this.repeated.has(source)) return undefined;
    let memo = this.memos.get(writer);
    if (!memo) this.memos.set(writer, (memo = new Map()));
    return memo;
  }

  /** Null where the schema allows none, or an abstract object that does not say its type. */
  lacks(message: string, parent: object | undefined, key: string): void {
    if (this.errors.isExplained(parent, key)) return;
    this.add(message, true, "INTERNAL_SERVER_ERROR");
  }

  /** A value that is not of its type. */
  rejects(message: string): void {
    this.add(message, false, "INTERNAL_SERVER_ERROR");
  }

  /** A field that was not fetched, as it is not for whoever asks. */
  withholds(message: string): void {
    this.add(message, false, "UNAUTHORIZED_FIELD_OR_TYPE");
  }

  private add(message: string, mayBeExplained: boolean, code: Misfit["code"]): void {
    this.misfits.push({ message, code, mayBeExplained, reversedPath: [], reversedPlace: [] });
    this.count++;
  }

  /** Adds a step to the path of every misfit since `before`. */
  place(before: number, step: string | number, key: string | number): void {
    for (let index = before; index < this.count; index++) {
      this.misfits[index]!.reversedPath.push(step);
      this.misfits[index]!.reversedPlace.push(key);
    }
  }

  /** Puts the misfits that nothing explains into the result's errors. */
  finish(): void {
    for (const { message, code, mayBeExplained, reversedPath, reversedPlace } of this.misfits) {
      const path = reversedPath.reverse();
      const place = reversedPlace.reverse();
      const isExplained = this.errors.covers(path) || this.errors.isBelowFailure(place);
      if (mayBeExplained && isExplained) continue;
      this.errors.add(message, { code, path });
    }
  }
}
