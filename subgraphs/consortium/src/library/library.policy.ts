import { type Actor, forbidden } from "@hutong/kit";

/** Who may read the library: whoever works on cases; it holds nobody's home. */
export const mayReadLibrary = (actor: Actor): boolean =>
  actor.may("case:read") &&
  actor.is("SECRETARY", "SERVICE", "FIRM_MANAGER", "EXPERT", "GRID_WORKER");

/** @throws HutongError `FORBIDDEN` */
export function requireMayReadLibrary(actor: Actor): void {
  if (!mayReadLibrary(actor)) throw forbidden("The case library is for those who work on cases");
}
