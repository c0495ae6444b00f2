import type { CompiledFetch } from "./fetch.js";
import type { Representations } from "./representations.js";
import type { Json } from "./run.js";

/** What some fetch of the operation asks for, or has asked for. */
export interface Asked {
  /** Settles when the answer is there; never rejects. */
  done: Promise<void> | undefined;
}

/** One entity of it. */
export interface Share {
  readonly asked: Asked;
  /** What came, if it came without any error. */
  entity: Json | undefined;
}

/** Those of a fetch's representations that are asked for now, and those another fetch asks for. */
export interface Division {
  readonly own: Representations;
  /** In the order of `own`: where to note what comes. */
  readonly notes: readonly Share[];
  readonly shared: Representations;
  /** In the order of `shared`. */
  readonly shares: readonly Share[];
}

/**
 * Remembers which entities an operation has asked for, so that the same is not asked twice: an
 * author is often reached on several ways.
 *
 * @remarks Only flat selections are remembered. Objects inside an entity would come to stand at
 * places of different depth, and a merge of one into the other might never end.
 */
export class EntityShares {
  private readonly byKey = new Map<string, Map<string, Share>>();

  /** Takes out of `found` what is known, and notes the rest as asked for. */
  divide({ shareKey }: CompiledFetch, found: Representations, asked: Asked): Division {
    let known = this.byKey.get(shareKey);
    const isFirst = !known;
    if (!known) this.byKey.set(shareKey, (known = new Map()));
    const { texts, targets } = found;
    const own = isFirst ? found : none();
    const shared = none();
    const shares: Share[] = [];
    const notes: Share[] = [];
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index]!;
      const share = isFirst ? undefined : known.get(text);
      if (share) {
        shares.push(share);
        shared.texts.push(text);
        shared.targets.push(targets[index]!);
        continue;
      }
      const note: Share = { asked, entity: undefined };
      known.set(text, note);
      notes.push(note);
      if (isFirst) continue;
      own.texts.push(text);
      own.targets.push(targets[index]!);
    }
    return { own, notes, shared, shares };
  }
}

function none(): Representations {
  return { texts: [], targets: [], unusable: [] };
}
