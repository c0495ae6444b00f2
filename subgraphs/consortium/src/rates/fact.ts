import {
  ClockKind,
  ClockState,
  type ComplaintCategory,
  ComplaintState,
  shanghaiDate,
} from "@hutong/kit";

import type { CaseFact } from "./case-fact.entity.js";

/** A case as the neighborhood tells of it; times as ISO texts. */
export interface ToldCase {
  readonly id: string;
  readonly number: string;
  readonly category: ComplaintCategory;
  readonly state: ComplaintState;
  readonly reportedAt: string;
  readonly closedAt: string | null;
  readonly satisfied: boolean | null;
  readonly outOfScopeAt: string | null;
  readonly outOfScopeReported: boolean | null;
  readonly community: { readonly id: string };
  readonly responsibleFirm: { readonly id: string } | null;
  readonly clocks: readonly {
    readonly kind: ClockKind;
    readonly startedAt: string;
    readonly dueAt: string;
    readonly stoppedAt: string | null;
    readonly state: ClockState;
  }[];
}

export type Fact = Omit<CaseFact, symbol>;

const date = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

/** Joined to another one, or refused: it was no case of its own. */
const uncounted: readonly ComplaintState[] = [ComplaintState.MERGED, ComplaintState.REJECTED];

export const isCounted = (state: ComplaintState): boolean => !uncounted.includes(state);

/**
 * What is counted of a case. What is not the firm's duty is not due to be answered or closed by it,
 * and nothing is due while its clock stands.
 */
export function factOf(told: ToldCase): Fact {
  const respond = told.clocks.find(({ kind }) => kind === ClockKind.PUBLIC_RESPOND);
  const resolve = told.clocks.find(({ kind }) => kind === ClockKind.PUBLIC_RESOLVE);
  const outOfScope = told.outOfScopeAt !== null || told.state === ComplaintState.OUT_OF_SCOPE;
  const awaits = (clock: typeof respond): boolean =>
    clock !== undefined &&
    clock.state !== ClockState.PAUSED &&
    !outOfScope &&
    isCounted(told.state);
  const reportedAt = new Date(told.reportedAt);
  return {
    id: told.id,
    number: told.number,
    communityId: told.community.id,
    firmId: told.responsibleFirm?.id ?? "",
    category: told.category,
    state: told.state,
    day: shanghaiDate(reportedAt),
    reportedAt,
    respondStartedAt: date(respond?.startedAt),
    respondDueAt: date(respond?.dueAt),
    respondedAt: date(respond?.stoppedAt),
    closeDueAt: date(resolve?.dueAt),
    resolvedAt: date(resolve?.stoppedAt),
    closedAt: date(told.closedAt),
    satisfied: told.satisfied,
    awaitsResponse: awaits(respond),
    awaitsClosing: awaits(resolve),
    outOfScope,
    reportedToGrid: told.outOfScopeReported === true,
  };
}
