import {
  conflict,
  type Connection,
  type Context,
  defineJob,
  findPage,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import { OptimisticLockError, UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist, manages, personalOf } from "../firm.policy.js";
import { boundsOfMonth, monthPlus, shanghaiMonth } from "../time.js";
import { illegal } from "../transition.js";
import { Dispute, DisputeState } from "./dispute.entity.js";
import { LabourEntry, LedgerKind } from "./ledger-entry.entity.js";
import { reverse } from "./ledger.js";
import { Settlement } from "./settlement.entity.js";
import { announceSettlement, SettlementEventKind } from "./settlement.events.js";
import type { RaiseDisputeInput, ResolveDisputeInput } from "./settlement.input.js";

/** On the first of a month, the one before is settled for every firm that has something to settle. */
export const settlementJob = defineJob({
  name: "settlement",
  cron: "30 1 1 * *",
  run: ({ em, now: at, dueAt }) => settle(em, monthPlus(shanghaiMonth(dueAt), -1), at),
});

/** Settles a month: all that was entered before its end and is in no settlement yet, once. */
async function settle(em: EntityManager, month: string, at: Date): Promise<void> {
  const [, end] = boundsOfMonth(month);
  const entries = await em.find(LabourEntry, { settlementId: null, at: { $lt: end } });
  const settled = new Set((await em.find(Settlement, { month })).map(({ firmId }) => firmId));
  for (const [firmId, ofFirm] of Map.groupBy(entries, (entry) => entry.firmId)) {
    if (settled.has(firmId)) continue;
    const settlement = em.create(Settlement, {
      id: newId("stl", operatorOf(ofFirm[0]!.id)),
      firmId,
      month,
      at,
    });
    em.persist(settlement);
    for (const entry of ofFirm) entry.settlementId = settlement.id;
    announceSettlement(em, SettlementEventKind.SETTLED, {
      firm: firmId,
      settlement: settlement.id,
    });
  }
}

/**
 * Somebody disputes an amount of their own.
 * @throws HutongError `CONFLICT` for one that was disputed before
 */
export async function raiseDispute(
  { em, actor }: Context,
  { entry: id, reason }: RaiseDisputeInput,
): Promise<Dispute> {
  const entry = await em.findOne(LabourEntry, requireId(id, "lbe"));
  if (!entry) throw notFound(`labour entry ${id}`);
  actor.require("case:write");
  insist(entry.personId === actor.id, "An amount is disputed by whose it is");
  if (entry.kind === LedgerKind.REVERSAL) throw illegal(entry.kind, "DISPUTE");
  const dispute = em.create(Dispute, {
    id: newId("dsp", operatorOf(entry.id)),
    firmId: entry.firmId,
    personId: entry.personId,
    entry,
    state: DisputeState.OPENED,
    reason,
    at: now(),
  });
  em.persist(dispute);
  announce(em, dispute, SettlementEventKind.DISPUTED);
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("This amount was disputed before");
    throw error;
  }
  return dispute;
}

/** The firm's manager decides, who must not be the person concerned. */
export async function resolveDispute(
  { em, actor }: Context,
  { dispute: id, upheld, resolution }: ResolveDisputeInput,
): Promise<Dispute> {
  const dispute = await em.findOne(Dispute, requireId(id, "dsp"), { populate: ["entry"] });
  if (!dispute) throw notFound(`dispute ${id}`);
  insist(
    manages(actor, dispute.firmId) && dispute.personId !== actor.id,
    "Disputes are decided by the firm's manager, and by nobody in their own case",
  );
  const at = now();
  dispute.resolve(upheld ? "UPHOLD" : "REJECT", resolution, actor.name, at);
  if (upheld) reverse(em, dispute.entry.getEntity(), at);
  announce(em, dispute, SettlementEventKind.RESOLVED);
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw conflict("It was decided a moment ago");
    throw error;
  }
  return dispute;
}

const announce = (em: EntityManager, dispute: Dispute, kind: SettlementEventKind): void =>
  announceSettlement(em, kind, {
    firm: dispute.firmId,
    dispute: dispute.id,
    person: dispute.personId,
  });

/** The amounts that are the actor's to see, latest first. */
export function listEntries(
  { em, actor }: Context,
  firm: string | null | undefined,
  page: PageArgs,
): Promise<Connection<LabourEntry>> {
  actor.require("case:read");
  const where: FilterQuery<LabourEntry>[] = [personalOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  return findPage(em, LabourEntry, { $and: where }, { by: "at", direction: "desc" }, page);
}

/** The disputes that are the actor's to see, latest first. */
export function listDisputes(
  { em, actor }: Context,
  firm: string | null | undefined,
  page: PageArgs,
): Promise<Connection<Dispute>> {
  actor.require("case:read");
  const where: FilterQuery<Dispute>[] = [personalOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  return findPage(em, Dispute, { $and: where }, { by: "at", direction: "desc" }, page);
}
