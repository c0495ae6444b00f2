import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";

import { now as domainNow } from "./domain-clock.js";

export enum ClockKind {
  PUBLIC_RESPOND = "PUBLIC_RESPOND",
  PUBLIC_RESOLVE = "PUBLIC_RESOLVE",
  FIRM_RESPOND = "FIRM_RESPOND",
  FIRM_ON_SITE = "FIRM_ON_SITE",
  CONTRACTOR_DONE = "CONTRACTOR_DONE",
  HELP_OFFER = "HELP_OFFER",
}
registerEnumType(ClockKind, {
  name: "ClockKind",
  description: "Which promise a clock counts. 时限种类",
  valuesConfig: {
    PUBLIC_RESPOND: {
      description: "City rule: respond within 2 h on a workday, 4 h on another day. 公共规则:响应",
    },
    PUBLIC_RESOLVE: { description: "City rule: solve within 2 days. 公共规则:办结" },
    FIRM_RESPOND: {
      description: "The firm's own promise: respond in 30 minutes. 企业承诺:30 分钟响应",
    },
    FIRM_ON_SITE: {
      description: "The firm's own promise: on site in 2 hours. 企业承诺:2 小时到场",
    },
    CONTRACTOR_DONE: { description: "The contractor's promise on a task. 外包方承诺" },
    HELP_OFFER: { description: "By when firms are asked to offer help. 会诊应答期限" },
  },
});

export enum ClockState {
  RUNNING = "RUNNING",
  WARNING = "WARNING",
  BREACHED = "BREACHED",
  MET = "MET",
  PAUSED = "PAUSED",
}
registerEnumType(ClockState, {
  name: "ClockState",
  description: "How a clock stands. 时限状态",
  valuesConfig: {
    RUNNING: { description: "Time is left. 计时中" },
    WARNING: { description: "Less than a quarter of the time is left. 即将到期" },
    BREACHED: { description: "The deadline passed, or was met too late. 已超时" },
    MET: { description: "Done in time. 按时完成" },
    PAUSED: { description: "Stands still while the case is suspended. 已暂停" },
  },
});

@Directive("@shareable")
@ObjectType({ description: "One promise counted on one piece of work. 时限" })
export class Clock {
  @Field(() => ClockKind, { description: "Which promise. 时限种类" })
  kind: ClockKind;

  @Field({ description: "When it began to count. 起算时间" })
  startedAt: Date;

  @Field({ description: "The deadline. 截止时间" })
  dueAt: Date;

  @Field(() => Date, { nullable: true, description: "When it was stopped, if it was. 停表时间" })
  stoppedAt: Date | null;

  @Field(() => ClockState, { description: "How it stands now. 状态" })
  state: ClockState;
}

/** What a clock counts from and to. */
export interface ClockSpan {
  readonly kind: ClockKind;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly stoppedAt: Date | null;
  /** Whether it stands still now. */
  readonly paused?: boolean;
  /** How long it stood still before: milliseconds that are in the span and not in the promise. */
  readonly pausedMs?: number;
}

/** The state of a clock at `now`: a warning when less than a quarter of its time is left. */
export function readClock(
  { paused = false, pausedMs = 0, ...span }: ClockSpan,
  now = domainNow(),
): Clock {
  return Object.assign(new Clock(), span, { state: stateOf({ ...span, paused, pausedMs }, now) });
}

function stateOf(span: ClockSpan, now: Date): ClockState {
  const { dueAt, stoppedAt } = span;
  if (stoppedAt) return stoppedAt <= dueAt ? ClockState.MET : ClockState.BREACHED;
  if (span.paused) return ClockState.PAUSED;
  if (now > dueAt) return ClockState.BREACHED;
  return now > warningAt(span) ? ClockState.WARNING : ClockState.RUNNING;
}

/** When a quarter of the promised time is left. */
export function warningAt({
  startedAt,
  dueAt,
  pausedMs = 0,
}: Pick<ClockSpan, "startedAt" | "dueAt" | "pausedMs">): Date {
  const promised = dueAt.getTime() - startedAt.getTime() - pausedMs;
  return new Date(dueAt.getTime() - promised / 4);
}

/**
 * The deadline of a clock that stood still: later by as long as it did. One that had passed when
 * the clock was stopped stays passed.
 */
export function resumeDueAt(dueAt: Date, pausedAt: Date, resumedAt: Date): Date {
  return dueAt <= pausedAt
    ? dueAt
    : new Date(dueAt.getTime() + resumedAt.getTime() - pausedAt.getTime());
}
