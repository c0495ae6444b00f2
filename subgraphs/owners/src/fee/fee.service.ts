import {
  conflict,
  type Connection,
  type Context,
  defineBatch,
  findPage,
  forbidden,
  type ImportReport,
  importRows,
  invalidInput,
  newId,
  notFound,
  now,
  type PageArgs,
  requireId,
  shanghaiDate,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";

import { contractInForce } from "../contract/contract.reference.js";
import { FeeEntry, FeeKind, isIncome } from "./fee.entity.js";
import { announceFees, FeeEventKind } from "./fee.events.js";
import { readFees, repeatedFees } from "./fee.import.js";
import type { ImportFeesInput, PostFeeInput, ReverseFeeInput } from "./fee.input.js";
import { type LedgerParties, mayPostFees, mayReadFees } from "./fee.policy.js";
import type { FeeSummary, FeeTotal } from "./fee-summary.type.js";

/** A span of days, both ends counted, as `2026-03-01`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A community's ledger and who keeps it. */
export async function ledgerOf(communityId: string, context: Context): Promise<LedgerParties> {
  const contract = await contractInForce(requireId(communityId, "cty"), context);
  return { communityId, firmId: contract?.firmId ?? null };
}

/** The lines of a ledger, newest first; null for who may not read it. */
export async function feesOf(
  communityId: string,
  context: Context,
  { from, to }: Days,
  page: PageArgs,
): Promise<Connection<FeeEntry> | null> {
  if (!mayReadFees(context.actor, await ledgerOf(communityId, context))) return null;
  requireDays({ from, to });
  const where = { communityId, on: { $gte: from, $lte: to } };
  return findPage(context.em, FeeEntry, where, { by: "on", direction: "desc" }, page);
}

/** What a ledger comes to in a span of days; null for who may not read it. */
export async function summaryOf(
  communityId: string,
  context: Context,
  { from, to }: Days,
): Promise<FeeSummary | null> {
  if (!mayReadFees(context.actor, await ledgerOf(communityId, context))) return null;
  requireDays({ from, to });
  return sumUp({ from, to }, await totalsOf([communityId, from, to].join(" "), context));
}

interface KindSum {
  readonly key: string;
  readonly kind: FeeKind;
  readonly amount: string;
  readonly count: number;
}

/** What each kind comes to, by a community's id and the first and last day. */
const totalsOf = defineBatch<FeeTotal[]>(async (keys, { em }) => {
  const asked = keys.map((key) => {
    const [community, from, to] = key.split(" ");
    return { key, community, from, to };
  });
  const rows = await em.execute<KindSum[]>(
    `select key, total.*
     from jsonb_to_recordset(?::jsonb) as asked (key text, community text, "from" date, "to" date)
     cross join lateral (
       select kind, sum(amount_fen) as amount, count(*)::int as count from fee_entry
       where community_id = asked.community and "on" between asked."from" and asked."to"
       group by kind) total
     order by kind`,
    [JSON.stringify(asked)],
  );
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return (key) =>
    (byKey.get(key) ?? []).map(({ kind, amount, count }) => ({
      kind,
      amountFen: Number(amount),
      count,
    }));
});

function sumUp({ from, to }: Days, totals: FeeTotal[]): FeeSummary {
  const sum = (counts: (kind: FeeKind) => boolean): number =>
    totals.filter(({ kind }) => counts(kind)).reduce((fen, total) => fen + total.amountFen, 0);
  const spentFen = sum((kind) => !isIncome(kind));
  return {
    from,
    to,
    paidFen: sum((kind) => kind === FeeKind.PROPERTY_FEE),
    sharedIncomeFen: sum((kind) => kind === FeeKind.SHARED_INCOME),
    spentFen,
    leftFen: sum(isIncome) - spentFen,
    totals,
  };
}

/** @throws HutongError `INVALID_INPUT` */
export function requireDays({ from, to }: Days): void {
  if (to < from) throw invalidInput({ to: "must not be before from" });
}

/**
 * Enters a line.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`, `INVALID_INPUT`
 */
export async function postFee(
  context: Context,
  { community, worker, ...line }: PostFeeInput,
): Promise<FeeEntry> {
  const { em, actor } = context;
  const ledger = await ledgerOf(community, context);
  if (!mayPostFees(actor, ledger, line.kind)) throw forbidden(mayNotPost);
  if (line.on > shanghaiDate(now())) throw invalidInput({ on: "must not lie ahead" });
  const entry = em.create(FeeEntry, {
    ...line,
    id: newId("fee"),
    communityId: community,
    counterparty: line.counterparty ?? null,
    workerId: worker ?? null,
    workerName: line.workerName ?? null,
    reverses: null,
    postedByName: actor.name,
    postedAt: now(),
  });
  announceFees(em, ledger, FeeEventKind.POSTED, { entry: entry.id });
  await em.flush();
  return entry;
}

const mayNotPost = "Only the firm enters lines, and the committee what common parts brought";

/**
 * Takes a line back by another one of the opposite amount.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function reverseFee(
  context: Context,
  { entry: id, reason }: ReverseFeeInput,
): Promise<FeeEntry> {
  const { em, actor } = context;
  const entry = await em.findOne(FeeEntry, requireId(id, "fee"));
  if (!entry) throw notFound(`fee entry ${id}`);
  const ledger = await ledgerOf(entry.communityId, context);
  if (!mayPostFees(actor, ledger, entry.kind)) throw forbidden(mayNotPost);
  if (entry.reverses) throw invalidInput({ entry: "takes back another line itself" });
  const reversal = em.create(FeeEntry, {
    id: newId("fee"),
    communityId: entry.communityId,
    // The same day, so that every span of days that holds one holds both.
    on: entry.on,
    kind: entry.kind,
    amountFen: -entry.amountFen,
    purpose: `冲销:${reason.trim()}`,
    counterparty: entry.counterparty ?? null,
    workerId: entry.workerId ?? null,
    workerName: entry.workerName ?? null,
    reverses: entry.id,
    postedByName: actor.name,
    postedAt: now(),
  });
  announceFees(em, ledger, FeeEventKind.REVERSED, { entry: reversal.id });
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) {
      throw conflict("This line has been taken back already");
    }
    throw error;
  }
  return reversal;
}

/**
 * Imports a ledger kept elsewhere: all lines or none.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`
 */
export async function importFees(
  context: Context,
  { community, csv, dryRun }: ImportFeesInput,
): Promise<ImportReport> {
  const { actor } = context;
  const ledger = await ledgerOf(community, context);
  if (!actor.may("case:write") || !actor.isAt("FIRM_MANAGER", ledger.firmId)) {
    throw forbidden("Only the firm imports its ledger");
  }
  return importRows(readFees(csv), {
    dryRun,
    check: repeatedFees,
    store: (rows) =>
      context.em.fork().transactional(async (em) => {
        await em.insertMany(
          FeeEntry,
          rows.map((row) => ({
            ...row,
            id: newId("fee"),
            communityId: community,
            reverses: null,
            postedByName: actor.name,
            postedAt: now(),
          })),
        );
        announceFees(em, ledger, FeeEventKind.IMPORTED, { lines: rows.length });
      }),
  });
}
