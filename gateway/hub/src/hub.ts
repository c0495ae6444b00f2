import type { Hub, HubOptions } from "./hub.types.js";

/** Starts a hub: resolves when it listens, rejects when its supergraph cannot be used at all. */
export async function createHub(_options: HubOptions): Promise<Hub> {
  throw new Error("not yet");
}
