import type { EntityManager } from "@mikro-orm/postgresql";

import { FirmStanding } from "../firm/firm.entity.js";
import { ConductCase } from "./conduct-case.entity.js";
import { ConductState } from "./conduct.state.js";

/** A firm is watched as long as a supervision of it is open. */
export async function standingByConduct(em: EntityManager, firmId: string): Promise<FirmStanding> {
  const open = await em.count(ConductCase, {
    firm: firmId,
    state: { $ne: ConductState.CLOSED },
  });
  return open > 0 ? FirmStanding.WATCHED : FirmStanding.GOOD;
}
