import {
  type Connection,
  type Context,
  findPage,
  forbidden,
  newId,
  notFound,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { changeLocked, createInTransaction } from "../changes/change.js";
import { type Doer, doerOf } from "../changes/history.js";
import { FirmStanding, PropertyFirm } from "../firm/firm.entity.js";
import { requireAnonymous } from "../help-request/anonymous.js";
import { ConductCase, CreditRecord } from "./conduct-case.entity.js";
import { conductChanges } from "./conduct.changes.js";
import type {
  AppealInput,
  CloseConductCaseInput,
  DecideAppealInput,
  DeductCreditInput,
  HoldInterviewInput,
  IssueCircularInput,
  OpenConductCaseInput,
} from "./conduct.input.js";
import { mayTakeConductStep, requireMayReadCirculars } from "./conduct.policy.js";
import { readConductCase } from "./conduct.reference.js";
import { ConductState, ConductStep } from "./conduct.state.js";
import { standingByConduct } from "./standing.js";

/** The supervisions that are the actor's to see, newest first. */
export function listConductCases(
  { em, actor }: Context,
  { firm, states }: { firm?: string | null; states?: readonly ConductState[] | null },
  page: PageArgs,
): Promise<Connection<ConductCase>> {
  actor.require("case:read");
  if (!actor.is("SECRETARY", "FIRM_MANAGER")) throw forbidden();
  const where: FilterQuery<ConductCase>[] = [
    ...(actor.is("FIRM_MANAGER") ? [{ firm: actor.org }] : []),
    ...(firm ? [{ firm: requireId(firm, "firm") }] : []),
    ...(states?.length ? [{ state: { $in: [...states] } }] : []),
  ];
  return findPage(em, ConductCase, { $and: where }, { by: "openedAt", direction: "desc" }, page);
}

/** What all members were told, newest first: also those told in supervisions that have ended. */
export function listCirculars(
  { em, actor }: Context,
  page: PageArgs,
): Promise<Connection<ConductCase>> {
  requireMayReadCirculars(actor);
  return findPage(
    em,
    ConductCase,
    { circulatedAt: { $ne: null } },
    { by: "circulatedAt", direction: "desc" },
    page,
  );
}

/** A failing as it is first written down. */
export interface Failing {
  readonly firmId: string;
  readonly complaintId: string | null;
  readonly escalationId: string | null;
  readonly reason: string;
  readonly rectifyBy: string | null;
}

/** Opens a supervision within a transaction; the firm is watched from now on. */
export async function openCase(
  em: EntityManager,
  { firmId, ...failing }: Failing,
  doer: Doer,
): Promise<ConductCase> {
  const firm = await em.findOne(PropertyFirm, firmId);
  if (!firm) throw notFound(`property firm ${firmId}`);
  if (firm.standing === FirmStanding.GOOD) firm.standing = FirmStanding.WATCHED;
  const [row] = await em.execute<{ next: string }[]>(
    "select nextval('conduct_case_number') as next",
  );
  const openedAt = now();
  const one = em.create(ConductCase, {
    ...failing,
    id: newId("cdt"),
    number: `DB-${openedAt.getUTCFullYear()}-${row!.next.padStart(3, "0")}`,
    firm,
    state: ConductState.OPENED,
    openedAt,
  });
  conductChanges.announce(em, one, ConductStep.OPEN, doer, failing.reason);
  return one;
}

/**
 * Opens a supervision by hand.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`
 */
export async function openConductCase(
  context: Context,
  input: OpenConductCaseInput,
): Promise<ConductCase> {
  const { actor } = context;
  const firmId = requireId(input.firm, "firm");
  if (!mayTakeConductStep(actor, { firmId }, ConductStep.OPEN)) {
    throw forbidden("Only the secretariat opens a supervision");
  }
  requireAnonymous({ reason: input.reason });
  const failing = {
    firmId,
    complaintId: input.complaint ? requireId(input.complaint, "cmp") : null,
    escalationId: null,
    reason: input.reason.trim(),
    rectifyBy: input.rectifyBy ?? null,
  };
  const { id } = await createInTransaction(context, async (em) =>
    openCase(em, failing, await doerOf(em, actor)),
  );
  return readConductCase(context, id);
}

interface Taking {
  readonly id: string;
  readonly step: Exclude<ConductStep, ConductStep.OPEN>;
  readonly note?: string | null;
  readonly change?: (one: ConductCase, em: EntityManager) => void | Promise<void>;
}

/** Takes a step: who may, then whether it leads on, then the change, its record and its event. */
async function take(context: Context, { id, step, note, change }: Taking): Promise<ConductCase> {
  const { actor } = context;
  requireAnonymous({ [step === ConductStep.CLOSE ? "note" : "reason"]: note });
  await readConductCase(context, id);
  await changeLocked(context, ConductCase, id, async (one, em) => {
    if (!mayTakeConductStep(actor, { firmId: one.firm.id }, step)) {
      throw forbidden(`Your role cannot ${step} this supervision`);
    }
    one.take(step);
    await change?.(one, em);
    conductChanges.announce(em, one, step, await doerOf(em, actor), note);
  });
  return readConductCase(context, id);
}

export const holdInterview = (
  context: Context,
  { conductCase: id, interviewWith, record, rectifyBy }: HoldInterviewInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: ConductStep.INTERVIEW,
    note: record,
    change: (one) =>
      void Object.assign(one, {
        interviewedAt: now(),
        interviewWith: interviewWith.trim(),
        interviewRecord: record.trim(),
        ...(rectifyBy && { rectifyBy }),
      }),
  });

export const issueCircular = (
  context: Context,
  { conductCase: id, text }: IssueCircularInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: ConductStep.CIRCULATE,
    note: text,
    change: (one) => void Object.assign(one, { circulatedAt: now(), circular: text.trim() }),
  });

export const deductCredit = (
  context: Context,
  { conductCase: id, points, evidence }: DeductCreditInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: ConductStep.DEDUCT,
    note: evidence,
    change: (one, em) => {
      const at = now();
      Object.assign(one, {
        deductedAt: at,
        deductedByPersonId: context.actor.id,
        points,
        evidence: evidence.trim(),
      });
      em.create(CreditRecord, {
        id: newId("crd"),
        firmId: one.firm.id,
        conductCaseId: one.id,
        points,
        reason: one.reason,
        evidence: evidence.trim(),
        at,
        revokedAt: null,
      });
    },
  });

export const appealDeduction = (
  context: Context,
  { conductCase: id, reason }: AppealInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: ConductStep.APPEAL,
    note: reason,
    change: (one) => void Object.assign(one, { appealedAt: now(), appeal: reason.trim() }),
  });

export const decideAppeal = (
  context: Context,
  { conductCase: id, uphold, reason }: DecideAppealInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: uphold ? ConductStep.UPHOLD : ConductStep.REVOKE,
    note: reason,
    change: async (one, em) => {
      if (one.deductedByPersonId === context.actor.id) {
        throw forbidden("Who took the credit does not decide the appeal");
      }
      one.appealDecision = reason.trim();
      if (uphold) return;
      const record = await em.findOneOrFail(CreditRecord, { conductCaseId: one.id });
      record.revokedAt = now();
    },
  });

/** What the end of a supervision brings with it: its firm may be in good standing again. */
export async function endCase(em: EntityManager, one: ConductCase): Promise<void> {
  one.closedAt = now();
  await em.flush();
  const firm = await one.firm.loadOrFail();
  if (firm.standing === FirmStanding.WATCHED) firm.standing = await standingByConduct(em, firm.id);
}

export const closeConductCase = (
  context: Context,
  { conductCase: id, note }: CloseConductCaseInput,
): Promise<ConductCase> =>
  take(context, {
    id,
    step: ConductStep.CLOSE,
    note,
    change: (one, em) => endCase(em, one),
  });
