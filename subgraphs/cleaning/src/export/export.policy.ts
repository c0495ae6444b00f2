import type { Actor } from "@hutong/kit";

/** A contractor's books are taken along by those who answer for its people: its crew leaders. */
export const mayExport = (actor: Actor, contractor: string): boolean =>
  actor.may("case:read") && actor.isAt("CREW_LEADER", contractor);
