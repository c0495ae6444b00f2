import { EventEmitter, once } from "node:events";
import type { SubgraphDefinition } from "./subgraph-server.js";

/** An entry of a ledger that is kept: its number is its cursor. */
export interface Entry {
  readonly text: string;
  readonly author: string;
}

/** A ledger whose subscription can be taken up after any entry. */
export class Ledger {
  readonly entries: Entry[] = [];
  /** Entries before this one are no longer kept. */
  keptFrom = 0;
  /** The arguments of every subscription so far. */
  readonly asked: Record<string, unknown>[] = [];
  private readonly changed = new EventEmitter().setMaxListeners(0);

  write(...texts: string[]): void {
    this.entries.push(...texts.map((text) => ({ text, author: "u1" })));
    this.changed.emit("write");
  }

  /** Resolves when so many follow. */
  async followed(count: number): Promise<void> {
    while (this.changed.listenerCount("write") !== count) await once(this.changed, "followers");
  }

  follow(args: { after?: string }): AsyncIterableIterator<Entry & { cursor: string }> {
    this.asked.push({ ...args });
    let next = args.after === undefined ? this.entries.length : Number(args.after) + 1;
    let isOver = false;
    let wake = (): void => undefined;
    const onWrite = (): void => wake();
    this.changed.on("write", onWrite);
    this.changed.emit("followers");
    return {
      next: async () => {
        while (next >= this.entries.length && !isOver)
          await new Promise<void>((resolve) => (wake = resolve));
        if (isOver) return { done: true, value: undefined };
        const cursor = String(next);
        return { done: false, value: { ...this.entries[next++]!, cursor } };
      },
      return: async () => {
        isOver = true;
        this.changed.off("write", onWrite);
        this.changed.emit("followers");
        wake();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

/** The subgraph that keeps a ledger, and one that knows who wrote in it. */
export function ledgerParties(ledger: Ledger): SubgraphDefinition[] {
  return [
    {
      name: "ledger",
      typeDefs: `
        type Query { length: Int }
        type Subscription {
          written(book: String, after: String): Entry!
          unordered(after: String): Plain!
        }
        type Entry { cursor: String! text: String! author: User }
        type Plain { text: String! cursor(of: String): String }
        type Page { cursor: Int }
        type User @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Subscription: {
          written: {
            subscribe: (_: unknown, args: { after?: string }) => ledger.follow(args),
            resolve: (entry: unknown) => entry,
          },
        },
        Entry: { author: ({ author }: Entry) => ({ id: author }) },
      },
    },
    {
      name: "people",
      typeDefs: `
        type Query { person: User }
        type User @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        User: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          name: ({ id }: { id: string }) => `name of ${id}`,
        },
      },
    },
  ];
}
