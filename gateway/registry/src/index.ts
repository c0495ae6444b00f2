// The whole town, for tests and tools
export { startTown } from "./start/start.js";
export type { RunningTown, TownOptions } from "./start/start.js";
export { partyNames } from "./parties/parties.js";
export type { PartyName } from "./parties/parties.js";

// The schema, as files
export { composeSupergraph } from "./schema/compose.js";
export type { SubgraphSdl } from "./schema/compose.js";
export { describeSchema } from "./schema/documents.js";
