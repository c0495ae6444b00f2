import type { CompiledFetch } from "./fetch.js";
import type { Representations } from "./representations.js";

/** What some fetch of the operation asks for, or has asked for. */
export interface Asked {
  /** Settles when the answer is there; never rejects. */
  done: Promise<void> | undefined;
  /** What came for each of its representations, if it came without any error. */
  entities: readonly unknown[] | undefined;
}

/** One entity of it. */
export interface Share {
  readonly asked: Asked;
  readonly index: number;
}

/** Those of a fetch's representations that are asked for now, and those another fetch asks for. */
export interface Division {
  readonly own: Representations;
  readonly shared: Representations;
  /** In the order of `shared`. */
  readonly shares: readonly Share[];
}

/** What was asked for under one key. */
interface Known {
  readonly texts: readonly string[];
  readonly asked: Asked;
  /** Made when a second fetch comes: most have none. */
  byText: Map<string, Share> | undefined;
}

/**
 * Remembers which entities an operation has asked for, so that the same is not asked twice: an
 * author is often reached on several ways.
 *
 * @remarks Only flat selections are remembered. Objects inside an entity would come to stand at
 * places of different depth, and a merge of one into the other might never end.
 */
export class EntityShares {
  private readonly byKey = new Map<string, Known>();

  /** Takes out of `found` what is known, and notes the rest as asked for. */
  divide({ shareKey }: CompiledFetch, found: Representations, asked: Asked): Division {
    const known = this.byKey.get(shareKey);
    if (!known) {
      this.byKey.set(shareKey, { texts: found.texts, asked, byText: undefined });
      return { own: found, shared: none(), shares: [] };
    }
    const byText = (known.byText ??= sharesOf(known));
    const own = none();
    const shared = none();
    const shares: Share[] = [];
    for (let index = 0; index < found.texts.length; index++) {
      const text = found.texts[index]!;
      const share = byText.get(text);
      if (share) shares.push(share);
      else byText.set(text, { asked, index: own.texts.length });
      const part = share ? shared : own;
      part.texts.push(text);
      part.targets.push(found.targets[index]!);
    }
    return { own, shared, shares };
  }
}

function sharesOf({ texts, asked }: Known): Map<string, Share> {
  return new Map(texts.map((text, index) => [text, { asked, index }]));
}

function none(): Representations {
  return { texts: [], targets: [], unusable: [] };
}
