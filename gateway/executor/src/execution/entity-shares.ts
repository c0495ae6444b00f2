import type { CompiledFetch } from "./fetch.js";
import type { Representations } from "./representations.js";
import type { Json } from "./run.js";

/** An entity that some fetch of the operation asks for, or has asked for. */
export interface Share {
  /** Settles when the answer is there; never rejects. */
  readonly asked: Promise<void>;
  /** What came, if it came without any error. */
  entity: Json | undefined;
}

/** Those of a fetch's representations that are asked for now, and those another fetch asks for. */
export interface Division {
  readonly own: Representations;
  readonly shares: readonly Share[];
  /** The same in the form of representations, in the order of `shares`. */
  readonly shared: Representations;
}

/**
 * Remembers which entities an operation has asked for, so that the same is not asked twice: an
 * author is often reached on several ways.
 *
 * @remarks Only flat selections are remembered. Objects inside an entity would come to stand at
 * places of different depth, and a merge of one into the other might never end.
 */
export class EntityShares {
  private readonly bySelection = new Map<string, Map<string, Share>>();

  /** Takes out of `found` what is known, and notes the rest as asked for. */
  divide(fetch: CompiledFetch, found: Representations, asked: Promise<void>): Division {
    const key = `${fetch.node.serviceName}\n${fetch.shape!.selection}`;
    let known = this.bySelection.get(key);
    if (!known) this.bySelection.set(key, (known = new Map()));
    const own = { texts: [] as string[], targets: [] as Json[][], unusable: [] };
    const shared = { texts: [] as string[], targets: [] as Json[][], unusable: [] };
    const shares: Share[] = [];
    for (let index = 0; index < found.texts.length; index++) {
      const text = found.texts[index]!;
      const share = known.get(text);
      const part = share ? shared : own;
      part.texts.push(text);
      part.targets.push(found.targets[index]!);
      if (share) shares.push(share);
      else known.set(text, { asked, entity: undefined });
    }
    return { own, shares, shared };
  }

  /** Notes what came for one of a fetch's own representations. */
  note(fetch: CompiledFetch, text: string, entity: Json): void {
    const key = `${fetch.node.serviceName}\n${fetch.shape!.selection}`;
    const share = this.bySelection.get(key)?.get(text);
    if (share) share.entity = entity;
  }
}
