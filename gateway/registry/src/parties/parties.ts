import type { Seed, SubgraphDefinition } from "@hutong/kit";

/** A party whose subgraph this house knows how to run. */
export interface Party {
  readonly definition: SubgraphDefinition;
  /** The party's part of the demo town. */
  readonly seed: Seed;
}

/** What of the settings a party is put together with. */
export interface PartyOptions {
  /** Where the carrier of SMS is; without it SMS go nowhere. */
  readonly sms?: { readonly url: string; readonly secret: string };
}

/** Loaded one by one, so that a process which runs one party does not carry the other four. */
const loaders = {
  neighborhood: async () => {
    const { neighborhood, seedNeighborhood } = await import("@hutong/neighborhood");
    return { definition: neighborhood, seed: seedNeighborhood };
  },
  owners: async () => {
    const { owners, seedOwners } = await import("@hutong/owners");
    return { definition: owners, seed: seedOwners };
  },
  property: async () => {
    const { property, seedProperty } = await import("@hutong/property");
    return { definition: property, seed: seedProperty };
  },
  cleaning: async ({ sms }) => {
    const { createHttpGateway, defineCleaning, seedCleaning } = await import("@hutong/cleaning");
    return {
      definition: defineCleaning(sms && { sms: createHttpGateway(sms) }),
      seed: seedCleaning,
    };
  },
  consortium: async () => {
    const { consortium, seedConsortium } = await import("@hutong/consortium");
    return { definition: consortium, seed: seedConsortium };
  },
} satisfies Record<string, (options: PartyOptions) => Promise<Party>>;

export type PartyName = keyof typeof loaders;

export const partyNames = Object.keys(loaders) as PartyName[];

export const isPartyName = (name: string): name is PartyName => Object.hasOwn(loaders, name);

export const loadParty = (name: PartyName, options: PartyOptions = {}): Promise<Party> =>
  loaders[name](options);
