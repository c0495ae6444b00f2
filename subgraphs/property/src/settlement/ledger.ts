import { newId, operatorOf } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Grab } from "../grab/grab.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { LabourEntry, LedgerKind } from "./ledger-entry.entity.js";

/** Enters reward and penalty of a grab that was done; without an agreement there is nothing to enter. */
export async function enterGrab(em: EntityManager, grab: Grab, at: Date): Promise<void> {
  if (grab.rewardFen) await enter(em, grab, grab.grabber.id, LedgerKind.REWARD, grab.rewardFen, at);
  if (grab.penaltyFen)
    await enter(em, grab, grab.responsible.id, LedgerKind.PENALTY, -grab.penaltyFen, at);
}

async function enter(
  em: EntityManager,
  { id: grabId, firmId }: Grab,
  staffId: string,
  kind: LedgerKind,
  amountFen: number,
  at: Date,
): Promise<void> {
  const staff = await em.findOneOrFail(FirmStaff, staffId);
  em.persist(
    em.create(LabourEntry, {
      id: newId("lbe", operatorOf(grabId)),
      firmId,
      staff,
      personId: staff.personId,
      grabId,
      kind,
      amountFen,
      at,
    }),
  );
}

/** Takes an entry back; the next settlement contains it, and the one that was paid stays as it was. */
export function reverse(em: EntityManager, entry: LabourEntry, at: Date): LabourEntry {
  const reversal = em.create(LabourEntry, {
    id: newId("lbe", operatorOf(entry.id)),
    firmId: entry.firmId,
    staff: entry.staff,
    personId: entry.personId,
    grabId: entry.grabId,
    kind: LedgerKind.REVERSAL,
    amountFen: -entry.amountFen,
    at,
  });
  em.persist(reversal);
  return reversal;
}
