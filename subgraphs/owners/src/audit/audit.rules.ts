import { FeeEntry, FeeKind, isIncome } from "../fee/fee.entity.js";
import { AuditFinding, type AuditLine } from "./audit.entity.js";

/** Somebody registered under the real name, with the firm or its contractor. */
export interface RegisteredWorker {
  readonly name: string;
  /** Since when; null where the register does not say. */
  readonly registeredOn: string | null;
  /** Their last day; null for who has not left. */
  readonly leftOn: string | null;
}

/** What the audit knows beside the ledger. */
export interface AuditGrounds {
  /** By staff or cleaner id. */
  readonly registered: ReadonlyMap<string, RegisteredWorker>;
  /** Whether a contract of the community holds on a day. */
  readonly underContract: (day: string) => boolean;
}

/** Says of every cost whether it counts. Lines are in the order of the entries. */
export function auditCosts(entries: readonly FeeEntry[], grounds: AuditGrounds): AuditLine[] {
  const reversed = new Set(entries.map(({ reverses }) => reverses));
  const paid = new Set<string>();
  return entries
    .filter(({ kind }) => !isIncome(kind))
    .map((entry) => ({
      entryId: entry.id,
      on: entry.on,
      kind: entry.kind,
      purpose: entry.purpose,
      workerName: entry.workerName ?? null,
      amountFen: entry.amountFen,
      finding:
        entry.reverses || reversed.has(entry.id)
          ? AuditFinding.TAKEN_BACK
          : findingOf(entry, grounds, paid),
    }));
}

/** @param paid - `person month` of the wages counted so far; those of this entry are added */
function findingOf(
  { kind, on, workerId, workerName }: FeeEntry,
  { registered, underContract }: AuditGrounds,
  paid: Set<string>,
): AuditFinding {
  if (!underContract(on)) return AuditFinding.OUTSIDE_CONTRACT;
  if (kind !== FeeKind.STAFF) return AuditFinding.COUNTED;
  if (!workerId) return workerName ? AuditFinding.NOT_REGISTERED : AuditFinding.NOBODY_NAMED;
  const worker = registered.get(workerId);
  if (!worker || (worker.leftOn && on > worker.leftOn)) return AuditFinding.NOT_REGISTERED;
  if (workerName && worker.name !== workerName) return AuditFinding.NAME_DIFFERS;
  if (worker.registeredOn && on < worker.registeredOn) return AuditFinding.BEFORE_REGISTRATION;
  const wages = `${workerId} ${on.slice(0, 7)}`;
  if (paid.has(wages)) return AuditFinding.PAID_TWICE;
  paid.add(wages);
  return AuditFinding.COUNTED;
}
