import type { Seed, SubgraphDefinition } from "@hutong/kit";

/** A party whose subgraph this house knows how to run. */
export interface Party {
  readonly definition: SubgraphDefinition;
  /** The party's part of the demo town. */
  readonly seed: Seed;
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
  cleaning: async () => {
    const { cleaning, seedCleaning } = await import("@hutong/cleaning");
    return { definition: cleaning, seed: seedCleaning };
  },
  consortium: async () => {
    const { consortium, seedConsortium } = await import("@hutong/consortium");
    return { definition: consortium, seed: seedConsortium };
  },
} satisfies Record<string, () => Promise<Party>>;

export type PartyName = keyof typeof loaders;

export const partyNames = Object.keys(loaders) as PartyName[];

export const isPartyName = (name: string): name is PartyName => Object.hasOwn(loaders, name);

export const loadParty = (name: PartyName): Promise<Party> => loaders[name]();
