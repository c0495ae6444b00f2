/** Where a subgraph answers. */
export interface SubgraphEndpoint {
  /** Its GraphQL endpoint for queries and mutations. */
  readonly url: string;
  /** Its endpoint for subscriptions over `graphql-transport-ws`. Default: `url` with the scheme `ws`. */
  readonly subscriptionUrl?: string;
}

/** A place a supergraph comes from, such as a registry. */
export interface SupergraphSource {
  /** Gives the present supergraph SDL. A rejection of the first call makes `createHub` reject. */
  load(): Promise<string>;
  /** Calls back with each later supergraph SDL; gives a function that ends this. */
  onChange(callback: (supergraphSdl: string) => void): () => void;
}

/** What the hub can load a supergraph from. */
export type SupergraphOptions =
  /** A supergraph as text. */
  | { readonly sdl: string }
  /** A file with a supergraph; with `watch`, a changed file takes effect by itself. Default: not watched. */
  | { readonly file: string; readonly watch?: boolean }
  /** Anything that can load and report changes. */
  | SupergraphSource
  /**
   * Subgraphs whose SDL is asked of them and composed, again every `pollIntervalMs` (default 10,000).
   * Until all have answered once the hub waits; one that goes down later does not take the supergraph away.
   */
  | {
      readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
      readonly pollIntervalMs?: number;
    };
